package io.headrace.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The real server as a process of its own, with one tenant and one hosted repository. */
final class Headrace implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(90);
    static final String HOOK_SECRET = "It's a Secret to Everybody";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable Process process;
    private String token = "";

    private Headrace(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Starts a server whose files are below the folder; its first token is made before. */
    static Headrace start(Path folder) {
        Headrace headrace = stopped(folder);
        headrace.start();
        return headrace;
    }

    /** The same, not yet started. */
    static Headrace stopped(Path folder) {
        Headrace headrace = new Headrace(folder, freePort());
        headrace.configure();
        headrace.makeToken();
        return headrace;
    }

    /** Speaks with a new token from now on; the server must not run. */
    void makeToken() {
        token = command("token", "create", "--tenant", "acme", "--member", "alice").strip();
    }

    /** Deletes the database; the server must not run. */
    void loseDatabase() {
        for (String file : List.of("headrace.db", "headrace.db-wal", "headrace.db-shm")) {
            try {
                Files.deleteIfExists(folder.resolve("data").resolve(file));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    /** An answer whatever it is: its status, then its body. */
    String ask(String path) {
        try {
            HttpResponse<String> response = client.send(authorized(path).build(), BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stop);
        }
    }

    private void configure() {
        write("headrace.yaml", """
            server: {listen: ["127.0.0.1:%d"], url: "http://127.0.0.1:%d", data: %s}
            database: {url: "jdbc:sqlite:%s"}
            connectors: {local: {enabled: true}}
            operators: [{name: root}]
            tenants:
              - name: acme
                members: [{name: alice, role: owner}, {name: victor, role: viewer}]
                connectors: [local]
                limits: {instances: 100}
                repositories:
                  - {name: infra, hosted: true, branch: main, path: .}
                  - {name: far, url: "file://%s", branch: main, poll: 1h, hookSecret: "file:%s"}
            net: {allow: ["%s"]}
            """.formatted(port, port, folder.resolve("data"), folder.resolve("data/headrace.db"), remote(),
                folder.resolve("hook-secret"), folder.resolve("far")));
        write("hook-secret", HOOK_SECRET);
    }

    /** Changes the configuration, and tells the server to read it again. */
    void reconfigure(UnaryOperator<String> change) {
        try {
            write("headrace.yaml", change.apply(Files.readString(folder.resolve("headrace.yaml"))));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        Shell.run(folder, "kill", "-HUP", String.valueOf(running().pid()));
    }

    /** Configures a collector of traces; the server must not run. */
    void traceTo(URI collector) {
        try {
            write("headrace.yaml",
                    Files.readString(folder.resolve("headrace.yaml")) + "telemetry: {otlp: \"" + collector
                            + "\"}\n");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Where the remote repository is that the server follows, a bare one on this host. */
    Path remote() {
        return folder.resolve("far/repository.git");
    }

    /** The answer to a delivery of the webhook of the remote repository. */
    int deliver(String signature, String body) {
        try {
            return client.send(request("/hooks/acme.far").header("X-Hub-Signature-256", signature)
                    .header("X-GitHub-Delivery", java.util.UUID.randomUUID().toString())
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stop);
        }
    }

    /** A command of the program on the server's configuration; returns what it printed. */
    String command(String... arguments) {
        List<String> command = new ArrayList<>(program(List.of(), "io.headrace.Main"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--config", folder.resolve("headrace.yaml").toString()));
        Shell.Result result = Shell.run(folder, command.toArray(String[]::new));
        assertThat(result.code()).as(result.text()).isZero();
        return result.text();
    }

    /** Starts the server again, and waits until its loop runs. */
    void start() {
        launch(List.of(), "io.headrace.Main");
        try {
            await("the server's start").atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> client.send(request("/health/ready").build(), BodyHandlers.discarding())
                            .statusCode() == 200);
        } catch (org.awaitility.core.ConditionTimeoutException late) {
            throw new AssertionError("the server did not start:\n" + log(), late);
        }
    }

    /** Starts a server that kills itself when it passes that crash point for the nth time, maybe while it starts. */
    void startDoomed(String crashPoint, int nth) {
        launch(List.of("-Dkill.at=" + crashPoint, "-Dkill.nth=" + nth), "io.headrace.KilledMain");
        await("the server's start or end").atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !alive()
                        || client.send(request("/health/ready").build(), BodyHandlers.discarding())
                                .statusCode() == 200);
    }

    private void launch(List<String> options, String main) {
        List<String> command = new ArrayList<>(program(options, main));
        command.addAll(List.of("serve", "--config", folder.resolve("headrace.yaml").toString()));
        try {
            process = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("server.log").toFile()))
                    .start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** How the program is started, with that main class. */
    static List<String> program(List<String> options, String main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Xshare:auto"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        return command;
    }

    /** SIGKILL. */
    void kill() {
        stop(running().destroyForcibly());
    }

    /** SIGTERM. */
    void terminate() {
        beginToTerminate();
        awaitEnd();
    }

    /** SIGTERM, of which the server has not ended yet. */
    void beginToTerminate() {
        running().destroy();
    }

    /** The exit code of the server that is ending. */
    int awaitEnd() {
        Process ending = running();
        stop(ending);
        return ending.exitValue();
    }

    /** Whether the process is still there. */
    boolean alive() {
        return process != null && process.isAlive();
    }

    /** Which process it is. */
    long pid() {
        return running().pid();
    }

    private Process running() {
        Process known = process;
        if (known == null) {
            throw new AssertionError("the server was not started");
        }
        return known;
    }

    private void stop(Process ending) {
        try {
            assertThat(ending.waitFor(30, TimeUnit.SECONDS)).as("the server ends within 30 s:\n" + log()).isTrue();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    /** A clone in a folder of its own. */
    WorkingCopy workingCopy(String name) {
        return workingCopy(name, "infra");
    }

    /** A clone of that repository in a folder of its own. */
    WorkingCopy workingCopy(String name, String repository) {
        return WorkingCopy.create(folder.resolve(name),
                "http://alice:" + token + "@127.0.0.1:" + port + "/git/acme/" + repository + ".git");
    }

    /** The same server, spoken to with that token; only for questions. */
    Headrace as(String other) {
        Headrace same = new Headrace(folder, port);
        same.token = other;
        return same;
    }

    String token() {
        return token;
    }

    Path folder() {
        return folder;
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    JsonNode get(String path) {
        try {
            HttpResponse<String> response = client.send(authorized(path).build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(path + "\n" + response.body()).isEqualTo(200);
            return JSON.readTree(response.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stop);
        }
    }

    /** The body at any URL, or nothing while it cannot be had. */
    String fetch(String url) {
        try {
            return client.send(HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build(),
                    BodyHandlers.ofString()).body();
        } catch (IOException gone) {
            return "";
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    int post(String path, String body) {
        return call("POST", path, body).statusCode();
    }

    /** Any call with the token, and its answer. */
    HttpResponse<String> call(String method, String path, String body) {
        try {
            return client.send(authorized(path).header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build(), BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stop);
        }
    }

    JsonNode run(String name) {
        return get("/api/v1/runs/acme/infra/" + name);
    }

    /** Waits until the run answers to the claim. */
    JsonNode awaitRun(String name, Predicate<JsonNode> claim) {
        JsonNode[] last = new JsonNode[1];
        try {
            await("run " + name).atMost(PATIENCE).ignoreExceptions().until(() -> {
                last[0] = run(name);
                return claim.test(last[0]);
            });
        } catch (org.awaitility.core.ConditionTimeoutException late) {
            throw new AssertionError("run " + name + " stayed " + last[0] + "\n" + log(), late);
        }
        return last[0];
    }

    JsonNode awaitPhase(String name, String phase) {
        return awaitRun(name, run -> run.path("phase").asText().equals(phase));
    }

    /** The newest statuses of a commit by context, as {@code state: description}. */
    String status(String commit, String context) {
        for (JsonNode status : get("/api/v3/repos/acme/infra/commits/" + commit + "/status").path("statuses")) {
            if (status.path("context").asText().equals(context)) {
                return status.path("state").asText() + ": " + status.path("description").asText();
            }
        }
        return "";
    }

    /** Waits until the commit has that final state under that context; returns the description. */
    String awaitStatus(String commit, String context, String state) {
        try {
            await(context).atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> status(commit, context).startsWith(state + ": "));
        } catch (org.awaitility.core.ConditionTimeoutException late) {
            throw new AssertionError(context + " stayed '" + status(commit, context) + "'\n" + log(), late);
        }
        return status(commit, context).substring(state.length() + 2);
    }

    /** Starts the server again if it has died. */
    void reviveIfDead() {
        if (!alive()) {
            start();
        }
    }

    /** Waits until the commit has a final state under that context, through deaths of the server. */
    void awaitSettled(String commit, String context) {
        await(context).atMost(PATIENCE).ignoreExceptions().until(() -> {
            reviveIfDead();
            return status(commit, context).matches("(success|failure|error): .*");
        });
    }

    /** Names of the folders that the local connector's machines have. */
    List<String> machineFolders() {
        Path machines = folder.resolve("data/machines/local");
        try (var folders = Files.list(machines)) {
            return folders.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("hr-"))
                    .sorted()
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** All statuses that the commit ever had under that context, oldest first. */
    List<String> history(String commit, String context) {
        List<String> states = new ArrayList<>();
        for (JsonNode status : get("/api/v3/repos/acme/infra/commits/" + commit + "/statuses")) {
            if (status.path("context").asText().equals(context)) {
                states.addFirst(status.path("state").asText());
            }
        }
        return states;
    }

    String log() {
        try {
            String text = Files.readString(folder.resolve("server.log"));
            return text.substring(Math.max(0, text.length() - 6000));
        } catch (IOException none) {
            return "no log";
        }
    }

    private HttpRequest.Builder authorized(String path) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(20));
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Stops the server and every process of its instances. */
    @Override
    public void close() {
        if (alive()) {
            terminate();
        }
        Machines.killBelow(folder);
    }
}
