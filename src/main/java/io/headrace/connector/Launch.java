package io.headrace.connector;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts the user data of a local machine, at most once in the machine's life.
 *
 * <p>The new process leads a session of its own, so no signal to the server or its terminal reaches it, and it outlives
 * the server (a service manager that kills whole control groups must be told: {@code KillMode=process} in systemd). It
 * inherits no descriptor but {@code /dev/null} and its log, and of the environment only PATH and LANG.
 *
 * <p>Its first act is to link its identity to the name {@code process}, which one process alone can do: so however often
 * this is repeated, by a server that does not know how far it came before it was killed, the user data runs once. Then it
 * says so on its output, which until then is a pipe to the server.
 */
final class Launch {

    /** The variable that marks every process of a machine with the machine's id. */
    static final String MARKER = "HEADRACE_MACHINE";

    private static final int ALREADY_STARTED = 75;
    private static final int NOT_GROUPED = 76;
    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

    private final Processes processes;
    private final Optional<LocalUser> user;
    private final Optional<ControlGroups> groups;

    /** Machines run as that user, or without one as the server's. */
    Launch(Processes processes, Optional<LocalUser> user) {
        this(processes, user, Optional.empty());
    }

    /** Machines get a control group each, if there are any. */
    Launch(Processes processes, Optional<LocalUser> user, Optional<ControlGroups> groups) {
        this.processes = processes;
        this.user = user;
        this.groups = groups;
    }

    Optional<ControlGroups> groups() {
        return groups;
    }

    Processes processes() {
        return processes;
    }

    Optional<LocalUser> user() {
        return user;
    }

    void start(MachineFolder folder, String address) throws IOException {
        ProcessBuilder builder = new ProcessBuilder().directory(folder.home().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.appendTo(folder.console().toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(Set.of("PATH", "LANG"));
        String path = absolute(environment.getOrDefault("PATH", USUAL_PATH));
        String java = System.getProperty("java.home", "");
        String home = folder.home().toString();
        environment.putAll(Map.of("PATH", java + "/bin:" + path, "JAVA_HOME",
                java, "HOME", home, "HEADRACE_HOME", home, "HEADRACE_ADDRESS", address, MARKER, folder.id()));
        List<String> command = command(path);
        if (groups.isPresent()) {
            command.add(groups.get().make(folder).path().toString());
        }
        Process process = builder.command(command).start();
        try (InputStream output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
            if (said.equals("started")) {
                return;
            }
            int code = process.waitFor();
            if (code != ALREADY_STARTED) {
                throw new IOException("the launcher ended with exit code " + code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Without folders relative to the machine's, from which root would run what a tenant put there. */
    private static String absolute(String path) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(one -> Path.of(one).isAbsolute())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private List<String> command(String path) {
        String script = """
            [ -z "$1" ] || echo $$ >"$1/cgroup.procs" || exit %d
            mask=$(umask) && umask 077
            { %s; } >../process.$$ && ln ../process.$$ ../process 2>/dev/null
            claimed=$?
            rm -f ../process.$$
            [ $claimed -eq 0 ] || exit %d
            umask "$mask"
            unset claimed mask
            echo started
            %s </dev/null >>../console.log 2>&1
            """.formatted(NOT_GROUPED, processes.identityScript(), ALREADY_STARTED,
                user.map(one -> one.exec("sh ../user-data")).orElse("exec sh ../user-data"));
        List<String> command = new ArrayList<>(isOn(path, "setsid")
                ? List.of("setsid")
                : List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or exit 71"));
        command.addAll(List.of("sh", "-c", script, "sh"));
        return command;
    }

    private static boolean isOn(String path, String program) {
        for (String folder : path.split(File.pathSeparator, -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
