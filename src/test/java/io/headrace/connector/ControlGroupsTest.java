package io.headrace.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** That nothing outlives its machine where the host has control groups, and that machines without one still end. */
final class ControlGroupsTest extends LocalMachines {

    private static final String ESCAPE = """
        #!/bin/sh
        env -i /usr/bin/setsid /bin/sh -c 'env -i /bin/sleep 99999 & echo $! >escaped.tmp; mv escaped.tmp escaped'
        exec sleep 600
        """;

    @Test
    void delete_ofProcessThatDroppedMarkSessionAndParent_endsItAndItsGroup() throws IOException {
        ControlGroups groups = groups();
        String id = create(ESCAPE);
        ControlGroup group = groups.of(new MachineFolder(folder.resolve("machines").resolve(id)));
        long escaped = Long.parseLong(await(home(id).resolve("escaped")));
        assertThat(group.pids()).contains(escaped).doesNotContain(ProcessHandle.current().pid());
        open().delete(id);
        assertThat(processes.scan("none=")).noneMatch(one -> one.identity().pid() == escaped);
        assertThat(group.exists()).isFalse();
    }

    @Test
    void delete_ofMachineMadeBeforeThereWereGroups_endsWhatIsMarked() throws IOException {
        groups();
        Connector before = new LocalProvider(Optional::empty).open(new Account(ConnectorContract.ACCOUNT,
                ConnectorContract.SERVER, "{}", null, folder.resolve("machines"), InstantSource.system()));
        String id = before.create(ConnectorContract.request("web.1", "token", SLEEP)).id();
        before.close();
        assertThat(running(id)).hasSize(1);
        assertThat(power(open())).isEqualTo(io.headrace.model.Observed.Machine.Power.RUNNING);
        open().delete(id);
        assertThat(running(id)).isEmpty();
        assertThat(folder.resolve("machines")).isEmptyDirectory();
    }

    @Test
    void open_withGroupsOfMachinesThatAreNoMore_removesTheEmptyOnes() throws IOException {
        ControlGroups groups = groups();
        ControlGroup left = groups.make(new MachineFolder(folder.resolve("machines/hr-gone")));
        ControlGroup other = groups.make(new MachineFolder(folder.resolve("others/hr-gone")));
        assertThat(left.exists()).isTrue();
        open();
        assertThat(left.exists()).isFalse();
        assertThat(other.exists()).isTrue();
        other.end();
    }

    @Test
    void hierarchy_ofAHybridHost_isFoundAmongTheMounts() {
        assertThat(ControlGroups.mount("""
            31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
            37 31 0:34 / /sys/fs/cgroup/freezer rw,relatime - cgroup cgroup rw,freezer
            41 31 0:38 / /sys/fs/cgroup/uni\\040fied rw,relatime shared:4 - cgroup2 cgroup2 rw
            """)).contains(Path.of("/sys/fs/cgroup/uni fied"));
        assertThat(ControlGroups.mount("31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw")).isEmpty();
    }

    @Test
    void host_withoutTheHierarchy_hasNoGroups() throws IOException {
        Files.writeString(folder.resolve("mountinfo"), "31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw\n");
        Files.writeString(folder.resolve("cgroup"), "0::/\n");
        assertThat(ControlGroups.of(folder)).isEmpty();
        Files.writeString(folder.resolve("mountinfo"), "41 31 0:38 / /proc/none rw - cgroup2 cgroup2 rw\n");
        assertThat(ControlGroups.of(folder)).isEmpty();
    }

    private static ControlGroups groups() {
        Optional<ControlGroups> groups = ControlGroups.ofThisHost();
        if (groups.isEmpty()) {
            System.out.println("skipped: no control group can be made here");
        }
        assumeTrue(groups.isPresent(), "no control group can be made here");
        return groups.orElseThrow();
    }
}
