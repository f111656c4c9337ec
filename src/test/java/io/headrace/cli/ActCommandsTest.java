package io.headrace.cli;

import io.headrace.cli.Cli.Ran;
import io.headrace.http.SeededServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands that do something on a server, against a real one. Each test has runs of its own. */
final class ActCommandsTest {

    @TempDir
    static Path folder = Path.of("");
    @SuppressWarnings("NullAway.Init")
    private static SeededServer server;
    @SuppressWarnings("NullAway.Init")
    private static Cli alice;

    @BeforeAll
    static void start() {
        server = SeededServer.start(folder);
        alice = Cli.at(server.url.toString(), server.token("acme", "alice"), folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void abort_ofAnOpenAttempt_showsTheRunAndCanBeTakenBackOnce() {
        String tip = server.second.substring(0, 7);
        assertThat(alice.run("abort", "search", "wrong day")).isEqualTo(new Ran(0, """
            RUN                PHASE    READY  COMMIT
            acme/infra/search  Aborted  0/3    %s  aborted by alice: wrong day
            """.formatted(tip), ""));
        assertThat(alice.run("abort", "search", "again")).isEqualTo(new Ran(3, "",
                "headrace: run 'search' has no open attempt; to end it, remove it from the branch\n"));
        assertThat(alice.out("cancel", "search")).contains("acme/infra/search  Provisioning  0/3");
        assertThat(alice.run("cancel", "search").exit()).isEqualTo(3);
    }

    @Test
    void rerun_asJson_isTheRunOfTheApi() {
        assertThat(alice.out("rerun", "metrics", "-o", "json")).startsWith("{\n  \"tenant\" : \"acme\",");
    }

    @Test
    void drift_thatIsProposed_isAppliedByItsHash() {
        server.propose("ops/asks");
        Ran drift = alice.run("drift", "asks");
        String hash = drift.out().replaceAll("(?s).*--plan (\\S+)\n", "$1");
        assertThat(new Ran(drift.exit(), drift.out().replaceFirst(", seen since \\S+", ""), drift.err()))
                .isEqualTo(new Ran(1, """
                    INSTANCE  DRIFT
                    web.2:1   absent  its machine is absent

                    ACTION   INSTANCE  BECAUSE
                    replace  web.2:1   its machine is absent

                    To do this: headrace apply acme/infra/ops/asks --plan %s
                    """.formatted(hash), ""));
        assertThat(alice.run("apply", "asks").err()).contains("nobody can be asked here; give --yes or --plan " + hash);
        assertThat(alice.run("apply", "asks", "--plan", "0").exit()).isEqualTo(3);
        assertThat(alice.run("apply", "asks", "--yes")).satisfies(ran -> {
            assertThat(ran.out()).contains("acme/infra/ops/asks");
            assertThat(ran.err()).contains("replace  web.2:1   its machine is absent");
            assertThat(ran.exit()).isZero();
        });
        assertThat(alice.run("apply", "asks").err()).isEqualTo(
                "headrace: nothing is proposed for acme/infra/ops/asks; see headrace drift acme/infra/ops/asks\n");
    }

    @Test
    void drift_ofARunThatIsAsDeclared_isNone() {
        assertThat(alice.run("drift", "docs/site")).isEqualTo(new Ran(0, "acme/infra/docs/site is as declared\n", ""));
    }

    @Test
    void edits_ofADeclaredRun_areCommits() {
        server.declareHello();
        Ran scaled = alice.run("scale", "hello", "main=2", "-m", "Grow");
        String commit = scaled.out().split(" ", 2)[0];
        assertThat(scaled).isEqualTo(new Ran(0, commit + "  https://headrace.example.org/commits/acme/infra/" + commit
                + "\n", "Follow it with: headrace wait --repository acme/infra --run hello --commit " + commit + "\n"));
        assertThat(alice.run("scale", "hello", "web=2").err()).contains("main");
        assertThat(alice.run("scale", "hello", "web").err())
                .startsWith("headrace: 'web' is not NODE=N, such as web=3\n");
        assertThat(alice.run("suspend", "hello").exit()).isZero();
        assertThat(alice.run("resume", "hello").exit()).isZero();
        assertThat(alice.run("terminate", "hello").err()).isEqualTo(
                "headrace: nobody can be asked here; give --yes\nsee `headrace terminate --help`\n");
        assertThat(alice.run("terminate", "hello", "--yes", "--push-option", "refuse")).isEqualTo(new Ran(3, "",
                "headrace: 1 problem in the blueprints\n  runs/web.yaml:14:11: node 'web' uses unknown component "
                        + "'apachee'; known: apache\n"));
        assertThat(alice.run("terminate", "hello", "--yes").exit()).isZero();
        assertThat(alice.run("suspend", "metrics").err()).contains("metrics").startsWith("headrace: ");
    }

    @Test
    void repositories_ofATenant_areListed() {
        assertThat(alice.out("repository", "list")).isEqualTo("""
            REPOSITORY   STATE     BRANCH  PATH    DEPLOYED  URL
            acme/infra   attached  main    .                 https://headrace.example.org/git/acme/infra.git
            acme/mirror  attached  main    deploy            https://git.example.org/acme/mirror.git
            """);
        assertThat(alice.run("repository", "remove", "infra", "--terminate")).isEqualTo(new Ran(3, "", "headrace: "
                + "repository acme/infra is in the server's configuration: take it out of headrace.yaml first\n"));
        assertThat(alice.run("repository", "remove", "infra").exit()).isEqualTo(2);
    }

    @Test
    void viewer_mayLookAndNotAct() {
        Cli vera = Cli.at(server.url.toString(), server.token("acme", "vera"), folder);
        assertThat(vera.run("drift", "hello").exit()).isZero();
        assertThat(vera.run("rerun", "hello"))
                .isEqualTo(new Ran(3, "", "headrace: a viewer may not change anything\n"));
    }

    @Test
    void audit_ofATenant_namesWhoDidWhat() {
        assertThat(alice.run("audit").err()).isEmpty();
        assertThat(Cli.at(server.url.toString(), server.token("acme", "bob"), folder).run("audit").exit()).isEqualTo(3);
    }
}
