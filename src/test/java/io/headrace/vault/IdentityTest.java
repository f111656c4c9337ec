package io.headrace.vault;

import io.headrace.model.InstanceKey;
import io.headrace.model.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who the server is, and what it derives from that. */
final class IdentityTest {
    private static final InstanceKey WEB = InstanceKey.parse("acme:infra:shop/lamp:web.1:2");

    @TempDir
    private Path folder = Path.of("replaced");

    @Test
    void identity_absent_isMadeOnceForItsOwnerOnly() throws Exception {
        Identity made = Identity.load(folder.resolve("data"));
        Path file = folder.resolve("data/identity");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readAllBytes(file)).hasSize(32);
        Identity again = Identity.load(folder.resolve("data"));
        assertThat(again.serverId()).isEqualTo(made.serverId()).matches("[0-9a-f]{32}");
        assertThat(again.agentToken(WEB)).isEqualTo(made.agentToken(WEB));
        try (var files = Files.list(folder.resolve("data"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void identity_ofAKnownKey_derivesWhatItAlwaysDid() throws Exception {
        Path file = Files.createFile(folder.resolve("identity"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, HexFormat.of().parseHex("00".repeat(31) + "01"));
        Identity identity = Identity.load(folder);
        assertThat(identity.serverId()).isEqualTo("b023714cb12c729021211c4bb3219ef7");
        assertThat(identity.agentToken(WEB).reveal())
                .isEqualTo("e3b55b41629e330bb56522edc0d259400bc33f4db3ed810e462373b79ad4702b");
    }

    @Test
    void token_ofAnInstance_isThatInstancesOnly() {
        Identity identity = Identity.load(folder.resolve("a"));
        Secret token = identity.agentToken(WEB);
        assertThat(token.reveal()).matches("[0-9a-f]{64}");
        assertThat(identity.verifies(WEB, token)).isTrue();
        assertThat(identity.verifies(InstanceKey.parse("acme:infra:shop/lamp:web.1:3"), token)).isFalse();
        assertThat(Identity.load(folder.resolve("b")).verifies(WEB, token)).isFalse();
        assertThat(identity.verifies(WEB, new Secret(""))).isFalse();
        assertThat(token.reveal()).doesNotContain(identity.serverId());
    }

    @Test
    void identity_loadedByManyAtOnce_isOne() throws Exception {
        List<Callable<String>> tasks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            tasks.add(() -> Identity.load(folder.resolve("data")).serverId());
        }
        List<String> ids = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var id : threads.invokeAll(tasks)) {
                ids.add(id.get());
            }
        }
        assertThat(ids).hasSize(20).containsOnly(ids.getFirst());
    }

    @Test
    void keyFile_openToOthers_isRefusedWithWhatToDo() throws Exception {
        Identity.load(folder);
        Path file = folder.resolve("identity");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Identity.load(folder)).isInstanceOf(VaultException.class)
                .hasMessage("the key file " + file + " is open to others (rw-r--r--); run: chmod 600 " + file);
    }

    @Test
    void keyFile_cutShort_isRefusedAndNotReplaced() throws Exception {
        Identity.load(folder);
        Path file = folder.resolve("identity");
        Files.write(file, new byte[31]);
        assertThatThrownBy(() -> Identity.load(folder)).isInstanceOf(VaultException.class)
                .hasMessageContaining(file + " holds 31 bytes instead of 32");
        assertThat(Files.size(file)).isEqualTo(31);
    }

    @Test
    void keyFile_thatIsAFolder_isRefusedByName() throws Exception {
        Path file = Files.createDirectory(folder.resolve("identity"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertThatThrownBy(() -> Identity.load(folder)).isInstanceOf(VaultException.class)
                .hasMessageStartingWith("the key file " + file + " cannot be used");
    }
}
