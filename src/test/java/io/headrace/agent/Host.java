package io.headrace.agent;

import io.headrace.model.InstanceKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A machine of one instance: a folder in which the real agent runs under a shell of choice, and all processes that came
 * of it, which carry a mark and are ended with it.
 */
final class Host implements AutoCloseable {

    private static final String MARK = "HEADRACE_TEST_HOST";

    /** What the agent runs under and talks through. */
    record Flavor(String shell, String client, String detach) {

        static final Flavor USUAL = new Flavor(program("dash") ? "dash" : "sh", program("curl") ? "curl" : "wget");

        Flavor(String shell, String client) {
            this(shell, client, "setsid");
        }

        boolean here() {
            return program(shell) && program(client.equals("busybox wget") ? "busybox" : client);
        }

        private static boolean program(String name) {
            return where(name).isPresent();
        }

        static Optional<Path> where(String name) {
            return Stream.of(System.getenv("PATH").split(":", -1))
                    .map(folder -> Path.of(folder, name))
                    .filter(Files::isExecutable)
                    .findFirst();
        }

        @Override
        public String toString() {
            return shell + ", " + client + ", " + detach;
        }
    }

    final Path home;
    private final Flavor flavor;
    private final Path bin;
    private Process agent;

    private Host(Path folder, InstanceKey key, Flavor flavor, String url, String token) {
        this.flavor = flavor;
        try {
            home = Files.createDirectories(folder.resolve(key.slot() + "-" + key.generation()));
            bin = Files.createDirectories(folder.resolve("bin-" + flavor.shell()));
            Path sh = bin.resolve("sh");
            if (!Files.exists(sh)) {
                Files.createSymbolicLink(sh, Flavor.where(flavor.shell()).orElseThrow());
            }
            String script = new String(AgentScript.class.getResourceAsStream("agent.sh").readAllBytes(),
                    StandardCharsets.UTF_8);
            Files.writeString(home.resolve("agent"), script.replaceFirst("#!/bin/sh", "#!" + sh));
            Files.writeString(home.resolve("config"), "url='" + url + "'\n");
            Files.writeString(home.resolve("credentials"), "key-of-instance=" + key + "\ntoken=" + token + "\n");
            agent = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Host of(AgentScene scene, Path folder, String slot, int generation, Flavor flavor) {
        InstanceKey key = AgentScene.key(slot, generation);
        return new Host(folder, key, flavor, scene.url(), scene.identity.agentToken(key).reveal());
    }

    private Process launch() throws IOException {
        return builder(bin.resolve("sh").toString(), home.resolve("agent").toString(), "run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("console").toFile()))
                .start();
    }

    private ProcessBuilder builder(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("PATH", bin + ":" + System.getenv("PATH"));
        environment.put("HEADRACE_HOME", home.toString());
        environment.put("HEADRACE_ADDRESS", "127.9.9.9");
        environment.put("HEADRACE_CLIENT", flavor.client());
        environment.put("HEADRACE_DETACH", flavor.detach());
        environment.put(MARK, home.toString());
        return builder;
    }

    /** What a command printed, and its exit code. */
    record Result(int code, String out, String err) {}

    /** Runs one of the commands that recipes call. */
    Result command(String name, String... arguments) {
        try {
            return start(name, arguments).result();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command that has begun. */
    record Running(Process process, Path out, Path err) {
        Result result() {
            try {
                if (!process.waitFor(60, TimeUnit.SECONDS)) {
                    throw new AssertionError("a command does not end");
                }
                return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    Running start(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin").resolve(name).toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(home, "out", "");
        Path err = Files.createTempFile(home, "err", "");
        return new Running(builder(command.toArray(String[]::new)).redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start(), out, err);
    }

    /** The agent alone dies at once, as by {@code kill -9}. */
    void killAgent() {
        agent.destroyForcibly();
        Awaitility.await().until(() -> !agent.isAlive());
    }

    void startAgent() {
        try {
            agent = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything on the host dies, then the agent starts again, as at a reboot. */
    void reboot() {
        killAll();
        startAgent();
    }

    boolean agentAlive() {
        return agent.isAlive();
    }

    String text(String file) {
        try {
            Path path = home.resolve(file);
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Processes that came of this host, by their mark. */
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::mine).toList();
    }

    private boolean mine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/environ"), StandardCharsets.ISO_8859_1)
                    .contains(MARK + "=" + home + "\0");
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private void killAll() {
        Awaitility.await().until(() -> {
            processes().forEach(ProcessHandle::destroyForcibly);
            return processes().isEmpty();
        });
    }

    @Override
    public void close() {
        killAll();
    }
}
