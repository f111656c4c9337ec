package io.headrace.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server under measurement, in a folder of its own: either the launcher's, or one with the connector of this package. */
final class ServerProcess implements AutoCloseable {

    static final Path LAUNCHER = Path.of("target/headrace").toAbsolutePath();
    private static final String MAIN = "io.headrace.BenchMain";
    static final String HOOK_SECRET = "benchmark";

    private final Path folder;
    private final List<String> program;
    private final int port = freePort();
    private final MachineLines machines;
    private String token = "";
    private @Nullable Process process;

    private ServerProcess(Path folder, List<String> program) {
        this.folder = folder;
        this.program = List.copyOf(program);
        this.machines = new MachineLines(folder.resolve("machines.tsv"));
        write("headrace.yaml", """
            server: {listen: ["127.0.0.1:%d"], url: "http://127.0.0.1:%d", data: %s}
            database: {url: "jdbc:sqlite:%s"}
            connectors: {%s}
            limits: {requestsPerSecond: 100000}
            operators: [{name: root}]
            tenants:
              - name: acme
                members: [{name: alice, role: owner}]
                connectors: [%s]
                limits: {instances: 1000000}
                repositories:
                  - {name: infra, hosted: true}
                  - {name: far, url: "file://%s", poll: 1h, hookSecret: "%s"}
            net: {allow: ["%s"]}
            """.formatted(port, port, folder.resolve("data"), folder.resolve("data/headrace.db"),
                program.contains(MAIN) ? "bench: {enabled: true}" : "", program.contains(MAIN) ? "bench" : "",
                folder.resolve("far.git"), HOOK_SECRET, folder));
    }

    /** As users start it. */
    static ServerProcess launcher(Path folder) {
        return new ServerProcess(folder, List.of(LAUNCHER.toString()));
    }

    /** With the connector {@code bench}, whose calls take that many milliseconds, on the launcher's JVM flags. */
    static ServerProcess bench(Path folder, int latencyMillis) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.addAll(List.of("-D" + BenchClouds.FOLDER + "=" + folder, "-D" + BenchClouds.LATENCY + "="
                + latencyMillis, MAIN));
        return new ServerProcess(folder, command);
    }

    /** The flags that the launcher gives to the JVM. */
    private static List<String> flags() {
        try {
            String script = Files.readString(LAUNCHER);
            String flags = script.substring(script.indexOf("flags=\"") + 7);
            return List.of(flags.substring(0, flags.indexOf('"')).strip().split("\\s+"));
        } catch (IOException missing) {
            throw new UncheckedIOException("the launcher is made by mvn package", missing);
        }
    }

    /** Makes the first token, while no server runs. */
    ServerProcess withToken() {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("token", "create", "--tenant", "acme", "--member", "alice", "--config",
                folder.resolve("headrace.yaml").toString()));
        token = Shell.run(folder, command).strip().lines().reduce((_, line) -> line).orElseThrow();
        return this;
    }

    /** Starts it; returns the milliseconds until it said that it is ready. */
    double start() {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("serve", "--config", folder.resolve("headrace.yaml").toString()));
        long begun = System.nanoTime();
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().put("MALLOC_ARENA_MAX", "2");
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            process = builder.redirectOutput(folder.resolve("server.log").toFile()).start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        Waiting.until("the server's start", () -> {
            if (!running().isAlive()) {
                throw new IllegalStateException("the server ended; see " + folder.resolve("server.log"));
            }
            return Client.ready(url());
        });
        return (System.nanoTime() - begun) / 1e6;
    }

    /** SIGTERM, and the end. */
    void stop() {
        Process ending = process;
        if (ending == null) {
            return;
        }
        ending.destroy();
        try {
            if (!ending.waitFor(60, TimeUnit.SECONDS)) {
                ending.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    Client client() {
        return new Client(url(), token);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String gitUrl() {
        return "http://alice:" + token + "@127.0.0.1:" + port + "/git/acme/infra.git";
    }

    Path folder() {
        return folder;
    }

    List<MachineFile.Line> machines() {
        return machines.all();
    }

    /** The resident set, in MiB. */
    double residentMiB() {
        return ProcFiles.status(running().pid(), "VmRSS") / 1024.0;
    }

    /** Seconds of processor time that it has used so far. */
    double processorSeconds() {
        return ProcFiles.processorSeconds(running().pid());
    }

    private Process running() {
        Process known = process;
        if (known == null) {
            throw new IllegalStateException("the server does not run");
        }
        return known;
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
