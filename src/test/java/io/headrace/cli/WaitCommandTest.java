package io.headrace.cli;

import io.headrace.cli.Cli.Ran;
import io.headrace.http.SeededServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class WaitCommandTest {

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

    private static Ran await(String commit, String... options) {
        String[] all = new String[options.length + 5];
        System.arraycopy(options, 0, all, 5, options.length);
        all[0] = "wait";
        all[1] = "--commit";
        all[2] = commit;
        all[3] = "--repository";
        all[4] = "acme/infra";
        return alice.run(all);
    }

    @Test
    void commit_whoseRunsAreAllReady_exitsWith0() {
        assertThat(await(server.commit)).isEqualTo(new Ran(0, """
            STATUS              STATE
            headrace            success  3 runs planned
            headrace/docs/site  success  suspended
            headrace/hello      success  1 of 1 instance ready
            headrace/metrics    success  2 of 2 instances ready
            headrace/old-shop   success  removed
            headrace/shop/lamp  success  6 of 6 instances ready
            """, """
            success  headrace: 3 runs planned
            success  headrace/docs/site: suspended
            success  headrace/hello: 1 of 1 instance ready
            success  headrace/metrics: 2 of 2 instances ready
            success  headrace/old-shop: removed
            success  headrace/shop/lamp: 6 of 6 instances ready
            """));
    }

    @Test
    void commit_withARunThatFailed_exitsWith1() {
        assertThat(await(server.second, "--run", "billing/api")).isEqualTo(new Ran(1, """
            STATUS                STATE
            headrace/billing/api  failure  %1$s
            """.formatted(WHY), """
            success  headrace: 3 runs planned
            failure  headrace/billing/api: %1$s
            pending  headrace/reports/nightly: aborting: `headrace abort`: the warehouse is not reachable from paris
            pending  headrace/search: waiting for 3 machines
            pending  headrace/shop/lamp-staging: 1 of 4 ready; executing lb.1 web.1 web.2
            """.formatted(WHY)));
    }

    private static final String WHY = "`deploy` failed on web.2 with exit code 3: curl: (7) Failed to connect to "
            + "10.0.4.7 port 5432";

    @Test
    void commit_thatDoesNotSettle_exitsWith124() {
        Ran ran = await(server.second, "--timeout", "0s");
        assertThat(ran.exit()).isEqualTo(124);
        assertThat(ran.err()).endsWith("headrace: not settled within 0s: headrace/reports/nightly, headrace/search, "
                + "headrace/shop/lamp-staging\n");
    }

    @Test
    void commit_thatIsNotThere_isWaitedForUntilTheTimeIsUp() {
        assertThat(await("0123456789012345678901234567890123456789", "--timeout", "0s")).isEqualTo(new Ran(124, "",
                "headrace: not settled within 0s: the server does not know commit 0123456 of acme/infra; was it "
                        + "pushed?\n"));
    }

    @Test
    void commit_whoseBlueprintsHaveProblems_exitsWith1() {
        assertThat(await("5d0e2f61b7c94a38d1e6f20394857a6b1c2d3e4f")).isEqualTo(new Ran(1, """
            STATUS    STATE
            headrace  failure  2 problems in the blueprints; the first: shop/runs/lamp.yaml:14:11
            """, "failure  headrace: 2 problems in the blueprints; the first: shop/runs/lamp.yaml:14:11\n"));
    }

    @Test
    void run_thatTheCommitDoesNotChange_isNotWaitedFor() {
        Ran ran = await(server.commit, "--run", "search");
        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).endsWith("headrace: the commit does not change run 'search'\n");
        assertThat(await(server.commit, "--run", "serch").err())
                .endsWith("headrace: there is no run 'serch' in acme/infra\n");
    }

    @Test
    void run_thatIsReady_exitsWith0() {
        Ran ran = alice.run("wait", "hello");
        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("acme/infra/hello  Ready  1/1");
        assertThat(ran.err()).isEqualTo("Ready: 1 of 1 instance ready\n");
    }

    @Test
    void run_thatNothingMakesReady_exitsWith1() {
        Ran ran = alice.run("wait", "billing/api");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).isEqualTo("Aborted: " + WHY + "\n");
        assertThat(alice.run("wait", "old-shop").exit()).isEqualTo(1);
    }

    @Test
    void run_thatIsWorkedOn_isWaitedFor() {
        Ran ran = alice.run("wait", "metrics", "--timeout", "0s");
        assertThat(ran.exit()).isEqualTo(124);
        assertThat(ran.err()).isEqualTo("Ready: working on prometheus.1\nheadrace: not settled within 0s: "
                + "Ready: working on prometheus.1\n");
        assertThat(alice.run("wait", "nonsense").exit()).isEqualTo(3);
        assertThat(alice.run("wait", "hello", "--commit", server.commit).exit()).isEqualTo(2);
    }

    @Test
    void usage_thatIsWrong_isSaid() {
        assertThat(await("HEAD~1").err())
                .isEqualTo("""
                    headrace: 'HEAD~1' is not the full id of a commit, and git knows none by that name here
                    see `headrace wait --help`
                    """);
        assertThat(await(server.commit, "--timeout", "5").err())
                .startsWith(
                        "headrace: Invalid value for option '--timeout': '5' is not a duration; write it like 90s, 30m or 2h\n");
        assertThat(alice.run("wait", "--commit", server.commit, "--repository", "shop").err())
                .isEqualTo("headrace: there "
                        + "is no repository 'shop' that you may see; known: acme/infra, acme/mirror\n");
    }
}
