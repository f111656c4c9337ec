package io.headrace.connector;

import io.headrace.model.Observed;
import io.headrace.model.Observed.Machine.Power;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What machines are while their server and they are well. */
final class LocalMachinesTest extends LocalMachines {

    @Test
    void userData_runs_withItsOwnSessionFolderEnvironmentAndNoDescriptors() throws IOException {
        String id = create("""
            #!/bin/sh
            env >env.tmp
            (ls -l /proc/$$/fd >all)
            sed -n 's/.* \\([0-9]*\\) -> \\(.*\\)/\\1 \\2/p' all >fds
            cut -d' ' -f6 /proc/$$/stat >session
            echo $$ >pid
            mv env.tmp env
            exec sleep 600
            """);
        Path home = home(id);
        Map<String, String> environment = new TreeMap<>(await(home.resolve("env")).lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
        environment.keySet().removeAll(Set.of("_", "LANG", "SHLVL", "OLDPWD"));
        Observed.Machine machine = (Observed.Machine) open().observe().getFirst();
        String java = System.getProperty("java.home");
        assertThat(environment.remove("PATH")).startsWith(java + "/bin:");
        assertThat(environment).isEqualTo(new TreeMap<>(Map.of("HEADRACE_HOME", home.toString(), "HOME",
                home.toString(), "PWD", home.toString(), "HEADRACE_ADDRESS", String.valueOf(machine.address()),
                "HEADRACE_MACHINE", id, "JAVA_HOME", java)));
        assertThat(await(home.resolve("session"))).isEqualTo(await(home.resolve("pid")));
        assertThat(await(home.resolve("fds")).lines().map(line -> line.substring(line.indexOf(' ') + 1)))
                .containsOnly("/dev/null", home.resolveSibling("console.log").toString(),
                        home.resolveSibling("user-data").toString());
        assertThat(machine.address()).matches("127\\.[1-9]\\d*\\.\\d+\\.\\d+");
        Path above = Objects.requireNonNull(home.getParent());
        for (Path closed : List.of(above, Objects.requireNonNull(above.getParent()))) {
            assertThat(Files.getPosixFilePermissions(closed)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void userData_output_isInTheConsoleLog() {
        String id = create("#!/bin/sh\necho out; echo err >&2; exec sleep 600\n");
        Awaitility.await()
                .untilAsserted(() -> assertThat(home(id).resolveSibling("console.log")).hasContent("out\nerr"));
    }

    @Test
    void address_ofMachine_canBeListenedOn() throws IOException {
        create(SLEEP);
        Observed.Machine machine = (Observed.Machine) open().observe().getFirst();
        try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.ofLiteral(
                java.util.Objects.requireNonNull(machine.address())))) {
            assertThat(socket.isBound()).isTrue();
        }
    }

    @Test
    void machine_whoseMainProcessEnded_isStoppedWithoutZombieAndStaysSo() throws IOException {
        String id = create("#!/bin/sh\necho x >>runs\nexec true\n");
        Connector connector = open();
        Awaitility.await().untilAsserted(() -> assertThat(power(connector)).isEqualTo(Power.STOPPED));
        assertThat(
                connector.create(ConnectorContract.request("web.1", "token", "#!/bin/sh\necho x >>runs\nexec true\n"))
                        .power())
                .isEqualTo(Power.STOPPED);
        assertThat(home(id).resolve("runs")).hasContent("x");
        String pid = await(home(id).resolveSibling("process")).lines().toList().get(1).split(" ", 2)[0];
        Awaitility.await().until(() -> !Files.exists(Path.of("/proc", pid)));
    }

    @Test
    void machine_whoseNumberIsUsedByAnotherProcess_isStopped() throws IOException {
        String id = create(SLEEP);
        Path record = home(id).resolveSibling("process");
        String real = Files.readString(record);
        String another = real.lines().findFirst().orElseThrow() + "\n" + Files.readString(Path.of("/proc/self/stat"));
        // This process, as if it had begun at another time.
        int comm = another.lastIndexOf(") ");
        String[] fields = another.substring(comm + 2).split(" ", -1);
        fields[19] = "1";
        Files.writeString(record, another.substring(0, comm + 2) + String.join(" ", fields));
        assertThat(power(open())).isEqualTo(Power.STOPPED);
        Files.writeString(record, real.replaceFirst("^.*\n", "another-boot\n"));
        assertThat(power(open())).isEqualTo(Power.STOPPED);
        Files.writeString(record, real);
        assertThat(power(open())).isEqualTo(Power.RUNNING);
    }

    @Test
    void delete_ofDaemonsInOtherSessions_endsThemAll() throws IOException {
        String id = create("""
            #!/bin/sh
            (setsid sh -c 'sleep 601 & sleep 602' &)
            (trap '' TERM; sleep 603; sleep 604) &
            env -i setsid sleep 605 &
            (env -i PATH="$PATH" sh -c 'sleep 606' &)
            echo ready >ready
            exec sleep 600
            """);
        await(home(id).resolve("ready"));
        Awaitility.await().until(() -> sleeping().containsAll(List.of("600", "601", "602", "603", "605", "606")));
        open().delete(id);
        assertThat(sleeping()).doesNotContain("600", "601", "602", "603", "604", "605", "606");
        assertThat(folder.resolve("machines")).isEmptyDirectory();
    }

    private static Set<String> sleeping() throws IOException {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.flatMap(one -> one.info().commandLine().stream())
                    .filter(line -> line.matches(".*sleep 60\\d"))
                    .map(line -> line.substring(line.length() - 3))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void delete_ofOneMachine_touchesNoOtherWhoseNameBeginsAlike() throws IOException {
        Connector connector = open();
        String one = connector.create(ConnectorContract.request("web.1")).id();
        String other = connector.create(ConnectorContract.request("web.11")).id();
        connector.delete(one);
        assertThat(running(one)).isEmpty();
        assertThat(running(other)).hasSize(1);
        assertThat(power(connector)).isEqualTo(Power.RUNNING);
    }

    @Test
    void processes_seenByPs_areThoseSeenInProc() throws IOException {
        String id = create(SLEEP);
        PsTable ps = new PsTable();
        Set<Long> marked = ps.scan("HEADRACE_MACHINE=" + id)
                .stream()
                .filter(ProcessEntry::marked)
                .map(one -> one.identity().pid())
                .collect(Collectors.toSet());
        assertThat(marked).isEqualTo(running(id).stream().map(ProcessIdentity::pid).collect(Collectors.toSet()));
    }
}
