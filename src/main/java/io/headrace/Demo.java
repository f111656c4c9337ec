package io.headrace;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cli.ServerClient;
import io.headrace.cli.ServerException;
import io.headrace.model.Plural;
import io.headrace.model.RepositorySettings;
import io.headrace.model.Secret;
import io.headrace.model.TenantSettings;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a server without a configuration does once it listens: it says where everything is, and pushes the example as a
 * user would, through git and with a token, so that what happens is what will happen to the user's own pushes.
 */
final class Demo {
    /** How often it looks for what it reports: for two minutes. */
    private static final int LOOKS = 240;

    private final TenantSettings tenant;
    private final RepositorySettings repository;
    private final Path data;
    private final Running server;
    private final PrintWriter out;
    private final Path example;
    private final DemoMachines machines;
    private volatile boolean ending;

    /**
     * A demo on a started server.
     *
     * @param config has one tenant with one hosted repository
     * @param example the folder that is pushed
     */
    Demo(ServerConfig config, Running server, PrintWriter out, Path example) {
        this.tenant = config.tenants().getFirst();
        this.repository = tenant.repositories().getFirst();
        this.data = config.data();
        this.server = server;
        this.out = out;
        this.example = example;
        this.machines = new DemoMachines(config.machines());
    }

    void run() {
        String member = tenant.members().keySet().iterator().next();
        Path file = data.resolve("token");
        Secret token = new TokenFile(file).secret(server.tokens(), tenant.name(), member);
        URI url = server.url().resolve("/git/" + tenant.name() + "/" + repository.key().name() + ".git");
        say("Nothing is configured: this is the demo, with all its data in " + data);
        say("  dashboard   " + server.loginLink(token) + "  (logs in once; later with the token)");
        say("  repository  " + url + "  (any user name, the token as password)");
        say("  token       " + token.reveal() + "  (kept in " + file + ")");
        try {
            push(new GitClient(url, member, token, line -> say("  git: " + line)));
            report(token);
        } catch (CannotException | ServerException e) {
            say("The example was not deployed: " + e.getMessage());
        }
        say("The server goes on running; stop it with Ctrl-C, which ends the demo's machines too.");
    }

    /** Stops the server, then ends its machines. */
    void end() {
        ending = true;
        server.close();
        machines.end(this::print);
    }

    private void push(GitClient git) {
        if (git.has(repository.branch())) {
            if (machines.count() == 0) {
                say("The demo before ended its machines; they are made anew.");
            }
            return;
        }
        if (!Files.isDirectory(example)) {
            say("There is no folder " + example + " here: push blueprints of your own.");
            return;
        }
        say("Pushing " + example + " with git, and waiting for what it declares:");
        git.push(example, repository.branch(), "Deploy the example");
    }

    /** The runs with their outputs, from the API, once all have the machines that they want, or after a while. */
    private void report(Secret token) {
        try (ServerClient api = new ServerClient(server.url(), token, null)) {
            JsonNode runs = runs(api);
            for (int i = 0; i < LOOKS && !whole(runs); i++) {
                pause();
                runs = runs(api);
            }
            runs.forEach(run -> {
                say("Run " + run.path("name").asText() + " is " + run.path("phase").asText() + ", "
                        + run.path("instances").path("ready").asInt() + " of "
                        + Plural.of(run.path("instances").path("desired").asInt(), "instance") + " ready");
                run.path("outputs").forEachEntry((name, value) -> say("  " + name + "  " + value.asText()));
            });
        }
    }

    private JsonNode runs(ServerClient api) {
        return api.get("/api/v1/runs?tenant=" + tenant.name()).path("items");
    }

    /** What the server has stored is older than this process: so the machines themselves count, too. */
    private boolean whole(JsonNode runs) {
        int desired = 0;
        boolean ready = true;
        for (JsonNode run : runs) {
            JsonNode instances = run.path("instances");
            desired += instances.path("desired").asInt();
            ready &= instances.path("ready").asInt() >= instances.path("desired").asInt();
        }
        return ready && machines.count() >= desired;
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says nothing of what fails only as the server has been stopped. */
    private void say(String line) {
        if (!ending) {
            print(line);
        }
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
