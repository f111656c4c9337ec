package io.headrace;

import io.headrace.connector.Account;
import io.headrace.connector.Connector;
import io.headrace.connector.CreateRequest;
import io.headrace.connector.LocalProvider;
import io.headrace.model.AccountKey;
import io.headrace.model.InstanceKey;
import io.headrace.model.MachineSpec;
import io.headrace.model.Tags;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a demo's machines when it ends. */
final class DemoMachinesTest {
    @TempDir
    Path folder = Path.of("unset");
    private final List<String> said = new ArrayList<>();

    @Test
    void end_withMachines_endsTheirProcessesAndSaysHowMany() {
        List<ProcessHandle> processes = List.of(machine("web.1"), machine("web.2"));
        DemoMachines machines = new DemoMachines(folder);
        assertThat(machines.count()).isEqualTo(2);
        machines.end(said::add);
        assertThat(said).containsExactly("Ending the demo's 2 machines.");
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(machines.count()).isZero();
    }

    @Test
    void end_withoutMachines_isSilentAndMakesNothing() {
        DemoMachines machines = new DemoMachines(folder.resolve("machines"));
        machines.end(said::add);
        assertThat(said).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    /** A machine as the server makes it. */
    private ProcessHandle machine(String slot) {
        InstanceKey key = InstanceKey.parse("demo:example:lamp:" + slot + ":1");
        Path pid = folder.resolve(slot);
        Account account = new Account(new AccountKey("demo", "local", null, null, null), "s", "{}", null,
                folder.resolve("local"), InstantSource.system());
        try (Connector cloud = new LocalProvider().open(account)) {
            cloud.create(new CreateRequest(key, slot, "hr-" + slot,
                    new MachineSpec(null, null, null, null, null, List.of(), "{}"), Tags.of("s", key, "h1:0", slot),
                    "#!/bin/sh\necho $$ > " + pid + ".new && mv " + pid + ".new " + pid + "\nexec sleep 600\n"));
        }
        Awaitility.await().until(() -> Files.exists(pid));
        return Awaitility.await()
                .until(() -> ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())),
                        Optional::isPresent)
                .orElseThrow();
    }
}
