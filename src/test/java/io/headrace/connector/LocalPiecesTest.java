package io.headrace.connector;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class LocalPiecesTest {

    private static ProcessIdentity process(long pid) {
        return new ProcessIdentity(pid, "s" + pid);
    }

    private static ProcessEntry entry(long pid, long parent, long group, boolean marked) {
        return new ProcessEntry(process(pid), parent, group, marked);
    }

    @Test
    void members_areTheMarkedTheSessionOfTheMainOneAndDescendants() {
        List<ProcessEntry> all = List.of(entry(100, 1, 100, true), entry(101, 100, 100, false),
                entry(104, 103, 104, false), entry(103, 101, 103, false), entry(105, 1, 100, false),
                entry(200, 1, 200, false), entry(201, 200, 200, false), entry(300, 1, 300, false));
        assertThat(Termination.members(all, Optional.of(process(100)), Set.of(process(300))))
                .containsExactlyInAnyOrder(process(100), process(101), process(103), process(104), process(105),
                        process(300));
    }

    @Test
    void members_whenTheMainOnesNumberIsUsedAgain_areNotThoseOfTheNewSession() {
        List<ProcessEntry> all = List.of(entry(100, 1, 100, false), entry(101, 100, 100, false));
        assertThat(Termination.members(all, Optional.of(new ProcessIdentity(100, "earlier")), Set.of())).isEmpty();
    }

    @Test
    void members_neverHoldThisProcess() {
        long self = ProcessHandle.current().pid();
        assertThat(Termination.members(List.of(entry(self, 1, 1, true)), Optional.empty(), Set.of())).isEmpty();
    }

    @Test
    void addresses_takenForOneSeed_areDifferentLoopbackAddresses() {
        Addresses addresses = new Addresses(true);
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            String address = addresses.take("same");
            assertThat(address).matches("127\\.([1-9]|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-4])\\.\\d{1,3}\\.([1-9]\\d{0,2})")
                    .doesNotEndWith(".255");
            assertThat(taken.add(address)).isTrue();
        }
    }

    @Test
    void address_notedOrFreed_isTakenOrFreeAgain() {
        Addresses addresses = new Addresses(true);
        String first = addresses.take("seed");
        addresses.free(first);
        assertThat(addresses.take("seed")).isEqualTo(first);
        Addresses other = new Addresses(true);
        other.note(first);
        assertThat(other.take("seed")).isNotEqualTo(first);
    }

    @Test
    void address_elsewhereThanOnLinux_isShared() {
        Addresses addresses = new Addresses(false);
        assertThat(List.of(addresses.take("a"), addresses.take("b"))).containsOnly("127.0.0.1");
    }

    @Test
    void machine_writtenAndRead_isTheSame() {
        LocalMachine machine = new LocalMachine("n", "t", "d", "127.1.2.3",
                new TreeMap<>(Map.of("a=b", "é 😀\n#!", "", "", "x", " y ")));
        assertThat(LocalMachine.parse(machine.toText())).contains(machine);
        assertThat(machine.toText()).doesNotStartWith("#").isEqualTo(machine.toText());
    }

    @Test
    void machine_fromDamagedText_isNone() {
        for (String text : List.of("", "name=x", "name=\\u00", "\0\0\0", "x".repeat(100_000))) {
            assertThat(LocalMachine.parse(text)).isEmpty();
        }
    }

    @Test
    void digest_ofRequests_differsWithEachPart() {
        CreateRequest one = ConnectorContract.request("web.1", "t", "ab");
        assertThat(LocalMachine.digest(one))
                .isEqualTo(LocalMachine.digest(ConnectorContract.request("web.1", "t", "ab")))
                .isNotEqualTo(LocalMachine.digest(ConnectorContract.request("web.1", "t", "abc")))
                .isNotEqualTo(LocalMachine.digest(ConnectorContract.request("web.2", "t", "ab")))
                .isNotEqualTo(LocalMachine.digest(ConnectorContract.request("web.1", "tt", "ab")));
    }
}
