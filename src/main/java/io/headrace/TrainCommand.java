package io.headrace;

import io.headrace.cli.ServerClient;
import io.headrace.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code headrace train}: starts a server in a temporary folder, uses it as people do, and ends. The launcher runs it
 * once, so that the JVM writes a cache of what such a server loads.
 */
@Command(name = "train", hidden = true, description = "Starts a server, uses it and ends, for the launcher's cache.")
final class TrainCommand implements Callable<Integer> {
    private final Collection<String> connectors;
    private final Function<ServerConfig, Running> start;

    @Spec
    @Nullable
    CommandSpec spec;

    TrainCommand(Collection<String> connectors, Function<ServerConfig, Running> start) {
        this.connectors = List.copyOf(connectors);
        this.start = start;
    }

    @Override
    public Integer call() {
        Path folder = Trees.temporary("train");
        try (Running server = start.apply(config(folder.resolve("data")))) {
            use(server, folder.resolve("blueprints"));
        } finally {
            Trees.delete(folder);
        }
        return 0;
    }

    private ServerConfig config(Path data) {
        String text = """
            server: {listen: ["127.0.0.1:0"], data: "%s"}
            tenants:
              - name: demo
                members: [{name: demo, role: owner}]
                repositories: [{name: example, hosted: true}]
            """.formatted(data);
        return switch (ConfigReader.read("train.yaml", text.getBytes(StandardCharsets.UTF_8), Map.of(), connectors)) {
            case ConfigRead.Valid(ServerConfig config, _) -> config;
            case ConfigRead.Invalid(var problems) -> throw new CannotException(problems.toString());
        };
    }

    private void use(Running server, Path blueprints) {
        Secret token = server.tokens().create("demo", "demo").token();
        try (ServerClient api = new ServerClient(server.url(), token, null)) {
            List.of("tenants", "repositories", "runs", "tokens").forEach(name -> api.get("/api/v1/" + name));
            write(blueprints.resolve("project.yaml"), """
                apiVersion: headrace.io/v1
                kind: Project
                metadata: {name: shop, title: Shop}
                """);
            new GitClient(server.url().resolve("/git/demo/example.git"), "demo", token, Output.of(spec)::println)
                    .push(blueprints, "main", "Begin");
            api.get("/api/v1/runs");
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
