package io.headrace.cli;

import io.headrace.cli.Cli.Ran;
import io.headrace.http.SeededServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class SecretCommandTest {

    @TempDir
    static Path folder = Path.of("");
    @SuppressWarnings("NullAway.Init")
    private static SeededServer server;

    @BeforeAll
    static void start() {
        server = SeededServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Cli cli(String tenant, String member) {
        return Cli.at(server.url.toString(), server.token(tenant, member), folder);
    }

    @Test
    void secret_setFromInputAndFile_isListedWithoutItsValueUntilItIsDeleted() throws IOException {
        Path file = Files.writeString(folder.resolve("value"), "from a file\n");
        Cli bob = cli("acme", "bob").typing("hunter2\n");
        assertThat(bob.run("secret", "set", "db-password")).isEqualTo(new Ran(0, "", ""));
        assertThat(bob.run("secret", "set", "api-key", "--file", file.toString())).isEqualTo(new Ran(0, "", ""));
        assertThat(bob.out("secret", "list").replaceAll("\\d{4}-\\S+Z", "TIME").replaceAll(" +", " ")).isEqualTo("""
            NAME SET AT SET BY USED BY
            api-key TIME bob
            db-password TIME bob
            """);
        assertThat(bob.out("secret", "list", "-o", "json")).doesNotContain("hunter2", "from a file");
        assertThat(bob.run("secret", "delete", "api-key")).isEqualTo(new Ran(0, "", ""));
        assertThat(bob.run("secret", "delete", "api-key")).isEqualTo(
                new Ran(3, "", "headrace: there is no secret 'api-key', or it is not yours to see\n"));
    }

    @Test
    void secret_withoutAValue_isRefused() {
        assertThat(cli("acme", "bob").run("secret", "set", "empty"))
                .isEqualTo(new Ran(3, "", "headrace: value must be a text that is not empty\n"));
    }

    @Test
    void operator_says_whoseSecretsAreMeant() {
        Cli root = cli("*", "root");
        assertThat(root.run("secret", "list").err()).isEqualTo(
                "headrace: an operator says whose: --tenant NAME\nsee `headrace secret list --help`\n");
        assertThat(root.run("secret", "list", "--tenant", "globex").exit()).isZero();
    }

    @Test
    void viewer_mayNotSetOne() {
        assertThat(cli("acme", "vera").typing("x").run("secret", "set", "mine").err())
                .isEqualTo("headrace: a viewer may not change anything\n");
    }
}
