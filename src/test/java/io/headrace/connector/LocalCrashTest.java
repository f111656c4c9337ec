package io.headrace.connector;

import io.headrace.model.Observed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledOnOs(OS.LINUX)
final class LocalCrashTest {

    @TempDir
    Path folder = Path.of("");
    private final String run = UUID.randomUUID().toString();
    private @Nullable Process server;

    /** Also after a failure nothing stays that the next run, or the host, would stumble over. */
    @AfterEach
    void deleteAll() throws Exception {
        if (server != null) {
            server.destroyForcibly().waitFor();
        }
        Path account = folder.resolve("account");
        if (Files.isDirectory(account)) {
            try (Connector connector = new LocalProvider().open(new Account(ConnectorContract.ACCOUNT,
                    ConnectorContract.SERVER, "{}", null, account, InstantSource.system()))) {
                connector.observe().forEach(one -> connector.delete(one.id()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void server_killedAnywhere_leavesMachinesThatARepetitionFindsAndDoublesNone(int machines) throws Exception {
        Path account = folder.resolve("account");
        server = new ProcessBuilder(Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path", ""),
                LocalCrashVictim.class.getName(), account.toString(), run).redirectErrorStream(true)
                .redirectOutput(folder.resolve("victim.log").toFile())
                .start();
        // Names of odd machines stay, so their number tells how far it is. Where the kill falls is chance.
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .pollDelay(Duration.ZERO)
                .atMost(Duration.ofSeconds(60))
                .until(() -> count(account) >= machines);
        server.destroyForcibly().waitFor();

        Connector connector = new LocalProvider().open(new Account(ConnectorContract.ACCOUNT, ConnectorContract.SERVER,
                "{}", null, account, InstantSource.system()));
        ProcFs processes = new ProcFs(Path.of("/proc"));
        int last = 2 * machines + 2;
        for (int i = 1; i <= last; i++) {
            if (i % 2 == 0) {
                // Its delete may have been cut off after its process ended; a server repeats the delete.
                connector.delete(LocalMachine.id(LocalCrashVictim.request(run, i)));
            }
            Observed.Machine machine = connector.create(LocalCrashVictim.request(run, i));
            Path starts = account.resolve(machine.id()).resolve("home/starts");
            Awaitility.await().untilAsserted(() -> assertThat(starts).exists());
            assertThat(machine.power()).as(machine.id()).isEqualTo(Observed.Machine.Power.RUNNING);
            // A second launcher, which finds that it comes too late, may still be on its way out.
            Awaitility.await().untilAsserted(() -> assertThat(marked(processes, machine)).as(machine.id()).hasSize(1));
            assertThat(starts).hasContent(
                    String.valueOf(marked(processes, machine).getFirst().identity().pid()));
        }
        assertThat(connector.observe()).hasSize(last);
        for (Observed one : connector.observe()) {
            connector.delete(one.id());
            assertThat(processes.scan(Launch.MARKER + "=" + one.id())).noneMatch(ProcessEntry::marked);
        }
        connector.close();
        assertThat(account).isEmptyDirectory();
    }

    private static List<ProcessEntry> marked(ProcFs processes, Observed.Machine machine) throws IOException {
        return processes.scan(Launch.MARKER + "=" + machine.id()).stream().filter(ProcessEntry::marked).toList();
    }

    private static long count(Path account) throws IOException {
        if (!Files.isDirectory(account)) {
            return 0;
        }
        try (var all = Files.list(account)) {
            return all.filter(one -> one.getFileName().toString().startsWith("hr-")).count();
        }
    }
}
