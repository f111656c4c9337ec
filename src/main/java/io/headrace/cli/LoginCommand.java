package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cli.Contexts.Context;
import io.headrace.model.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headrace login URL}: checks a token and keeps it for the commands that follow. */
@Command(name = "login", description = {
    "Logs in to a server: checks your token and keeps it, for all commands that follow.",
    "The token is asked for, or read from the standard input; it is never an argument, as others on this machine can "
            + "read those."})
final class LoginCommand implements Callable<Integer> {

    private final Surroundings here;

    @Mixin
    final Printing printing = new Printing();

    @Parameters(paramLabel = "URL", arity = "0..1", converter = ServerUrl.class,
            description = "Such as https://headrace.example.org. Default: HEADRACE_SERVER.")
    @Nullable
    URI server;

    @Option(names = "--token-file", paramLabel = "FILE", description = "Holds the token.")
    @Nullable
    Path tokenFile;

    @Option(names = "--context", paramLabel = "NAME",
            description = "What to call this server; default: its host. Another name keeps another login.")
    @Nullable
    String context;

    @Option(names = "--cacert", paramLabel = "FILE",
            description = "Certificates (PEM) to trust instead of the usual ones; kept with the login.")
    @Nullable
    Path authorities;

    LoginCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        URI url = ServerOptions.url(server, here, printing)
                .orElseThrow(() -> printing.wrong("give the server's URL, such as https://headrace.example.org"));
        URI plain = URI.create(url.toString().replaceAll("/+$", ""));
        Path trusted = authorities == null ? null : authorities.toAbsolutePath();
        Secret token = new Keyboard(here).token(tokenFile);
        try (ServerClient client = new ServerClient(plain, token, trusted)) {
            JsonNode who = who(client);
            String name = Optional.ofNullable(context).orElse(plain.getRawAuthority());
            Contexts.load(here).with(name, new Context(plain, token, trusted)).save();
            if (plain.getScheme().equalsIgnoreCase("http")
                    && !plain.getHost().matches("localhost|127\\..*|\\[::1\\]")) {
                printing.err()
                        .println(
                                "headrace: warning: over http:// everybody on the way can read the token; use https://");
            }
            printing.out().println("Logged in to " + plain + " as " + who(who) + "; context " + name);
        }
        return 0;
    }

    private static JsonNode who(ServerClient client) {
        try {
            return client.get("/api/v1/session");
        } catch (ServerException e) {
            if (e.refused()) {
                throw new ServerException(client.server() + " does not know this token; nothing was kept. An owner or "
                        + "operator makes one with: headrace token create");
            }
            throw e;
        }
    }

    /** {@code alice, owner of acme}. */
    static String who(JsonNode who) {
        String tenant = who.path("tenant").asText();
        String role = who.path("role").asText();
        return Printable.line(who.path("name").asText() + ", " + role + (tenant.equals("*") ? "" : " of " + tenant));
    }
}
