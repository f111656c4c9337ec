package io.headrace.connector;

import io.headrace.model.Observed;
import io.headrace.model.Observed.Machine.Power;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is found after kills, accidents and other people's hands. */
final class LocalRecoveryTest extends LocalMachines {

    @Test
    void delete_ofMachineWhoseFolderWasRemovedByHand_endsItsProcesses() throws IOException {
        String id = create(SLEEP);
        // Only then has its shell read the script.
        Awaitility.await().until(() -> running(id).stream().allMatch(LocalRecoveryTest::sleeps));
        FolderRemoval.remove(folder.resolve("machines").resolve(id));
        assertThat(open().observe()).isEmpty();
        assertThat(running(id)).hasSize(1);
        open().delete(id);
        assertThat(running(id)).isEmpty();
    }

    private static boolean sleeps(ProcessIdentity one) {
        return ProcessHandle.of(one.pid()).flatMap(process -> process.info().command()).orElse("").endsWith("sleep");
    }

    @Test
    void delete_ofFolderWithLinksLeadingOut_leavesTheirTargets() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path file = Files.writeString(outside.resolve("kept"), "kept");
        String id = create("#!/bin/sh\nexec sleep 600\n");
        Path home = home(id);
        Files.createSymbolicLink(home.resolve("directory"), outside);
        Files.createSymbolicLink(home.resolve("file"), file);
        Files.createSymbolicLink(home.resolve("loop"), home);
        Files.createDirectories(home.resolve("locked/inner"));
        assertThat(home.resolve("locked").toFile().setWritable(false)).isTrue();
        Connector connector = open();
        connector.delete(id);
        connector.close();
        assertThat(folder.resolve("machines")).isEmptyDirectory();
        assertThat(file).hasContent("kept");
    }

    @Test
    void create_afterKillWhileFillingTheFolder_makesOneMachine() throws IOException {
        CreateRequest request = ConnectorContract.request("web.1", "token", SLEEP);
        Path staged = folder.resolve("machines/.new-" + LocalMachine.id(request));
        Files.createDirectories(staged.resolve("home"));
        Files.writeString(staged.resolve("machine.properties"), "name=half");
        Connector connector = open();
        assertThat(connector.observe()).isEmpty();
        String id = connector.create(request).id();
        assertThat(running(id)).hasSize(1);
        assertThat(connector.observe()).hasSize(1);
    }

    @Test
    void create_afterKillBeforeTheStart_startsItOnce() throws IOException {
        CreateRequest request = ConnectorContract.request("web.1", "token", SLEEP);
        Path machines = Files.createDirectories(folder.resolve("machines"));
        new MachineFolder(machines.resolve(LocalMachine.id(request))).write(LocalMachine.of(request, "127.1.2.3"),
                request.userData(), Optional.empty());
        Connector connector = open();
        assertThat(power(connector)).isEqualTo(Power.STARTING);
        Observed.Machine machine = connector.create(request);
        assertThat(machine.address()).isEqualTo("127.1.2.3");
        assertThat(machine.power()).isEqualTo(Power.RUNNING);
        assertThat(running(machine.id())).hasSize(1);
    }

    @Test
    void create_afterKillBetweenStartAndAnswer_findsTheRunningOne() throws IOException {
        String id = create(SLEEP);
        Set<ProcessIdentity> first = running(id);
        assertThat(create(SLEEP)).isEqualTo(id);
        assertThat(running(id)).isEqualTo(first).hasSize(1);
    }

    @Test
    void create_ofDamagedFolder_replacesItWithAllItsProcesses() throws IOException {
        String id = create(SLEEP);
        Set<ProcessIdentity> first = running(id);
        Files.writeString(home(id).resolveSibling("machine.properties"), "name=\\u12");
        assertThat(open().observe()).containsExactly(
                new Observed.Machine(id, id, Power.RUNNING, null, Map.of(),
                        "its file machine.properties cannot be read"));
        assertThat(create(SLEEP)).isEqualTo(id);
        assertThat(running(id)).hasSize(1).doesNotContainAnyElementsOf(first);
    }

    @Test
    void delete_whileALaunchIsOnItsWay_letsNothingStart() throws IOException {
        CreateRequest request = ConnectorContract.request("web.1", "token", "#!/bin/sh\n: >ran\n");
        Path machines = Files.createDirectories(folder.resolve("machines"));
        MachineFolder place = new MachineFolder(machines.resolve(LocalMachine.id(request)));
        place.write(LocalMachine.of(request, "127.1.2.3"), request.userData(), Optional.empty());
        place.forbidStart();
        new Launch(processes, Optional.empty()).start(place, "127.1.2.3");
        assertThat(place.home().resolve("ran")).doesNotExist();
        assertThat(place.process()).contains("deleted");
        assertThat(power(open())).isEqualTo(Power.STOPPED);
    }

    @Test
    void open_afterKillWhileRemoving_goesOnWithIt() throws IOException {
        Path machines = Files.createDirectories(folder.resolve("machines"));
        Files.createDirectories(machines.resolve(".gone-123/hr-x/home/deep"));
        Files.createDirectories(machines.resolve(".new-hr-x/home"));
        Connector connector = open();
        assertThat(connector.observe()).isEmpty();
        connector.close();
        assertThat(machines).isEmptyDirectory();
    }

    @Test
    void account_withStrangeEntries_observesTheMachinesOnly() throws IOException {
        Path machines = Files.createDirectories(folder.resolve("machines"));
        Files.writeString(machines.resolve("file"), "x");
        Files.createSymbolicLink(machines.resolve("link"), folder);
        assertThat(open().observe()).isEmpty();
    }

    @Test
    void name_thatLeadsOut_isRejected() {
        CreateRequest sane = ConnectorContract.request("web.1");
        for (String name : List.of("../x", "/x", ".x", "", "a/b", "a\nb", "x".repeat(151))) {
            CreateRequest request = new CreateRequest(sane.key(), "t", name, sane.machine(), sane.tags(), SLEEP);
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(CloudException.class,
                    () -> open().create(request)).kind()).as(name).isEqualTo(CloudException.Kind.REJECTED);
        }
    }

    @Test
    void observe_ofThousandFolders_seesEach() throws IOException {
        Path machines = Files.createDirectories(folder.resolve("machines"));
        String process = "boot\n" + Files.readString(Path.of("/proc/self/stat"));
        for (int i = 0; i < 1000; i++) {
            Path one = Files.createDirectory(machines.resolve("hr-" + i));
            CreateRequest request = ConnectorContract.request("web." + (i + 1));
            Files.writeString(one.resolve("machine.properties"), LocalMachine.of(request, "127.1.2.3").toText());
            Files.writeString(one.resolve("process"), process);
        }
        Connector connector = LocalConnector.open(machines, new Addresses(true),
                new Launch(processes, Optional.empty()), Duration.ZERO);
        assertThat(connector.observe()).hasSize(1000)
                .allMatch(one -> ((Observed.Machine) one).power() == Power.STOPPED);
        FolderRemoval.remove(machines);
    }
}
