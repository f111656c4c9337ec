package io.headrace.cli;

import io.headrace.cli.Cli.Ran;
import io.headrace.http.SeededServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class LoginTest {

    @TempDir
    static Path folder = Path.of("");
    @TempDir
    Path home = Path.of("");
    @SuppressWarnings("NullAway.Init")
    private static SeededServer server;
    private static String url = "";
    private static final Ran NO_TOKEN = new Ran(3, "", "headrace: that is no token: it is empty, or holds blanks or "
            + "other characters that no token has\n");
    private Cli cli = new Cli(Path.of(""));

    @BeforeAll
    static void start() {
        server = SeededServer.start(folder);
        url = server.url.toString();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void begin() {
        cli = new Cli(home);
    }

    private String token(String member) {
        return server.token("acme", member).reveal();
    }

    @Test
    void login_withATokenOnTheInput_servesTheCommandsThatFollow() throws IOException {
        assertThat(cli.typing(token("alice") + "\n").run("login", url + "/")).isEqualTo(new Ran(0,
                "Logged in to " + url + " as alice, owner of acme; context " + server.url.getRawAuthority() + "\n",
                ""));
        assertThat(cli.out("runs", "--phase", "Done")).contains("acme/infra/old-shop");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("headrace/servers.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void login_withAWrongToken_keepsNothing() {
        assertThat(cli.typing("hr_wrong").run("login", url)).isEqualTo(new Ran(3, "", "headrace: " + url
                + " does not know this token; nothing was kept. An owner or operator makes one with: headrace token "
                + "create\n"));
        assertThat(home.resolve("headrace")).doesNotExist();
    }

    @Test
    void login_withNothingOnTheInput_saysSo() {
        assertThat(cli.run("login", url)).isEqualTo(NO_TOKEN);
        assertThat(cli.run("login").exit()).isEqualTo(2);
    }

    @Test
    void contexts_ofTwoLogins_canBeChangedBetween() throws IOException {
        Path file = Files.writeString(folder.resolve("vera"), token("vera") + "\n");
        cli.typing(token("alice")).out("login", url, "--context", "work");
        cli.out("login", url, "--context", "look", "--token-file", file.toString());
        assertThat(cli.out("contexts"))
                .isEqualTo("   CONTEXT  SERVER\n*  look     " + url + "\n   work     " + url + "\n");
        assertThat(cli.run("rerun", "hello").err())
                .isEqualTo("headrace: a viewer may not change anything\n");
        assertThat(cli.run("rerun", "hello", "--context", "work").exit()).isZero();
        cli.out("contexts", "work");
        assertThat(cli.run("rerun", "hello").exit()).isZero();
        assertThat(cli.out("logout")).isEqualTo("Logged out of work; now in look\n");
        assertThat(cli.run("runs", "--context", "work").err())
                .startsWith("headrace: there is no context 'work'; known: look\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hr_\u0000x", "hr_a\u0007b", "hr_a b", "hr_\u00e9", "\nhr_x"})
    void token_withCharactersThatNoneHas_isRefusedWithoutRepeatingIt(String token) throws IOException {
        Path file = Files.writeString(folder.resolve("odd"), token);
        assertThat(cli.run("runs", "--server", url, "--token-file", file.toString())).isEqualTo(NO_TOKEN);
        assertThat(cli.typing(token).run("login", url)).isEqualTo(NO_TOKEN);
        assertThat(cli.with("HEADRACE_TOKEN", "x" + token).run("runs", "--server", url)).isEqualTo(NO_TOKEN);
    }

    @Test
    void token_inAFileWithMore_isItsFirstLine() throws IOException {
        Path file = Files.writeString(folder.resolve("more"), "  " + token("vera") + " \r\n# of Vera\n");
        assertThat(cli.run("runs", "--server", url, "--token-file", file.toString()).exit()).isZero();
    }

    @Test
    void token_inAFileThatIsNotThere_saysWhyOnce() {
        Path file = folder.resolve("none");
        assertThat(cli.run("runs", "--server", url, "--token-file", file.toString())).isEqualTo(new Ran(3, "",
                "headrace: cannot read the token from " + file + ": no such file or folder\n"));
        assertThat(cli.run("runs", "--server", url, "--token-file", folder.toString()).err())
                .startsWith("headrace: cannot read the token from " + folder + ": ")
                .containsOnlyOnce(folder.toString());
    }

    @Test
    void login_toAVariableThatIsNoUrl_isWrongUsage() {
        assertThat(cli.with("HEADRACE_SERVER", "no url").run("login").exit()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:18432,http://127.0.0.1:18432", "localhost:8080,http://localhost:8080",
        "headrace.example.org/,https://headrace.example.org/"})
    void login_withoutAScheme_saysWhatWasMeant(String said, String meant) {
        assertThat(cli.run("login", said)).isEqualTo(new Ran(2, "", "headrace: Invalid value for positional parameter "
                + "at index 0 (URL): '" + said + "' is not the URL of a server; did you mean " + meant
                + "?\nsee `headrace login --help`\n"));
        assertThat(cli.with("HEADRACE_SERVER", said).run("runs").err()).startsWith(
                "headrace: HEADRACE_SERVER: '" + said + "' is not the URL of a server; did you mean " + meant + "?\n");
    }

    @Test
    void token_ofOneServer_isNotSentToAnother() {
        cli.typing(token("alice")).out("login", url);
        assertThat(cli.run("runs", "--server", "http://127.0.0.1:1").err()).isEqualTo(
                "headrace: no token for http://127.0.0.1:1; log in with: headrace login http://127.0.0.1:1\n");
    }

    @Test
    void logout_ofAnUnknownContext_namesThoseThatThereAre() {
        cli.typing(token("alice")).out("login", url, "--context", "work");
        Ran ran = cli.run("logout", "--context", "home");
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).startsWith("headrace: there is no context 'home'; known: work\n");
    }

    @Test
    void logout_withoutALogin_saysSo() {
        assertThat(cli.run("logout").err()).isEqualTo("headrace: not logged in to any server\n");
    }
}
