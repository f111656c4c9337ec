package io.headrace.connector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Machines of tenants with a system user each; real processes of the users that every Linux has. */
final class LocalUserTest {

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void rootIsNeeded() throws IOException {
        boolean root = "root".equals(System.getProperty("user.name"))
                && new LocalUser("nobody").problem(Path.of("/")).isEmpty();
        if (!root) {
            System.out.println("skipped: only root with setpriv can start processes as another user");
        }
        assumeTrue(root, "only root with setpriv can start processes as another user");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @AfterEach
    void deleteAll() {
        for (String user : List.of("nobody", "daemon")) {
            Connector connector = open(user);
            connector.observe().forEach(one -> connector.delete(one.id()));
            connector.close();
        }
    }

    @Test
    void machine_ofATenantWithAUser_runsAsItAndSeesNothingOfOthers() throws IOException {
        Path secret = home("daemon", create("daemon", "#!/bin/sh\necho hidden >secret\nexec sleep 600\n"))
                .resolve("secret");
        Awaitility.await().until(() -> Files.exists(secret));
        String id = create("nobody", """
            #!/bin/sh
            { id -un; cat %s 2>&1; echo "$HOME"; touch own; stat -c %%U own; grep NoNewPrivs /proc/self/status; } >seen
            mv seen told
            exec sleep 600
            """.formatted(secret));
        Path told = home("nobody", id).resolve("told");
        Awaitility.await().until(() -> Files.exists(told));
        assertThat(Files.readAllLines(told)).containsExactly("nobody", "cat: " + secret + ": Permission denied",
                home("nobody", id).toString(), "nobody", "NoNewPrivs:\t1");
        open("nobody").delete(id);
        assertThat(home("nobody", id)).doesNotExist();
        assertThat(new ProcFs(Path.of("/proc")).scan("HEADRACE_MACHINE=" + id)).noneMatch(ProcessEntry::marked);
    }

    @Test
    void filesOfTheServer_ofATenantWithAUser_areClosedToOthers() throws IOException {
        Files.createDirectory(machines("nobody"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Path machine = Objects.requireNonNull(
                home("nobody", create("nobody", "#!/bin/sh\numask >mask\nmv mask told\nexec sleep 600\n")).getParent());
        assertThat(permissions(machines("nobody"))).isEqualTo("rwx--x--x");
        assertThat(permissions(machines("nobody").resolve(".user"))).isEqualTo("rw-------");
        assertThat(permissions(machine)).isEqualTo("rwx--x--x");
        for (String file : List.of("process", "machine.properties", "console.log")) {
            assertThat(permissions(machine.resolve(file))).as(file).isEqualTo("rw-------");
        }
        assertThat(permissions(machine.resolve("user-data"))).isEqualTo("r-x------");
        assertThat(permissions(machine.resolve("home"))).isEqualTo("rwx------");
        Path told = machine.resolve("home/told");
        Awaitility.await().until(() -> Files.exists(told));
        assertThat(Files.readString(told).strip()).isEqualTo(ownMask());
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** That of this process, which its machines have too. */
    private static String ownMask() throws IOException {
        Process process = new ProcessBuilder("sh", "-c", "umask").start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    }

    @Test
    void user_thatLeftTheConfiguration_isStillTheOneOfItsMachines() throws IOException {
        create("nobody", "#!/bin/sh\nexec sleep 600\n");
        Connector left = new LocalProvider().open(account("nobody", null));
        String id = left.create(ConnectorContract.request("web.2", "other", "#!/bin/sh\nid -un >who\nexec sleep 600\n"))
                .id();
        Path who = home("nobody", id).resolve("who");
        Awaitility.await().until(() -> Files.exists(who) && Files.size(who) > 0);
        assertThat(Files.readString(who)).isEqualTo("nobody\n");
        left.close();
    }

    @Test
    void user_thatCannotWork_isRefusedWithWhatToDo() throws IOException {
        assertThat(new LocalUser("nobody").problem(folder.resolve("machines"))).isEmpty();
        assertThat(new LocalUser("no-such-user").problem(folder)).hasValueSatisfying(
                problem -> assertThat(problem).startsWith("there is no system user 'no-such-user'"));
        Path hidden = Files.createDirectory(folder.resolve("hidden"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertThat(new LocalUser("nobody").problem(hidden.resolve("machines"))).hasValueSatisfying(
                problem -> assertThat(problem).contains("cannot reach").contains("set connectors.local.folder"));
    }

    private String create(String user, String userData) {
        return open(user).create(ConnectorContract.request("web.1", "token", userData)).id();
    }

    private Connector open(String user) {
        return new LocalProvider().open(account(user, user));
    }

    private Account account(String tenant, @Nullable String user) {
        return new Account(ConnectorContract.ACCOUNT, ConnectorContract.SERVER, "{}", null, machines(tenant), user,
                InstantSource.system());
    }

    private Path machines(String user) {
        return folder.resolve("local." + user);
    }

    private Path home(String user, String id) {
        return machines(user).resolve(id).resolve("home");
    }
}
