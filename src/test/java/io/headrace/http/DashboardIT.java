package io.headrace.http;

import io.headrace.model.Attempt;
import io.headrace.model.RecipeStep;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The pages in a real browser; what they look like is left in {@code target/screenshots}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DashboardIT {

    private static final Path SHOTS = Path.of("target/screenshots");
    private static final String ROWS = "document.querySelectorAll('tbody tr').length";

    private Optional<Browser> started = Optional.empty();
    private SeededServer server;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        Optional<Path> program = Browser.program();
        assumeTrue(program.isPresent(), "chromium is not installed");
        browser = Browser.start(program.orElseThrow(), Files.createDirectory(folder.resolve("profile")));
        started = Optional.of(browser);
    }

    @AfterAll
    void stop() {
        started.ifPresent(Browser::close);
    }

    @BeforeEach
    void serve(@TempDir Path folder) {
        server = SeededServer.start(folder);
        browser.forget();
        browser.size(1360, 1000);
        browser.colours("light");
    }

    @AfterEach
    void close() {
        browser.open("about:blank");
        server.close();
    }

    @Test
    void login_withAToken_opensTheRuns() throws IOException {
        browser.open(server.url + "/");
        browser.await("document.activeElement?.id === 'token'");
        browser.screenshot(SHOTS.resolve("login.png"));
        browser.type("not a token");
        browser.press("Enter", 13);
        browser.await("document.getElementById('login-problem').textContent.includes('unknown')");
        browser.type(server.token("acme", "alice").reveal());
        browser.press("Enter", 13);
        browser.await(ROWS + " >= 9");
        assertThat(browser.text()).contains("alice @ acme", "shop/lamp-staging", "6 / 6").doesNotContain("storefront");
        assertThat(browser.value("document.cookie")).isEmpty();
    }

    @Test
    void login_withTheLink_leavesNoCodeBehind() throws IOException {
        open("acme", "alice", "/");
        browser.await("document.getElementById('live')?.textContent === 'live'");
        assertThat(browser.value("location.href")).isEqualTo(server.url + "/");
        browser.screenshot(SHOTS.resolve("runs.png"));
        browser.colours("dark");
        browser.screenshot(SHOTS.resolve("runs-dark.png"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void runs_whenOneChanges_showItWithoutAReload() {
        open("acme", "alice", "/");
        browser.value("window.kept = true");
        assertThat(row("shop/lamp-staging")).contains("Executing", "1 / 4");
        server.fixture.story(Seed.STAGING).finished();
        browser.await(rowOf("shop/lamp-staging") + ".includes('4 / 4')");
        assertThat(row("shop/lamp-staging")).contains("Ready");
        assertThat(browser.value("window.kept")).isEqualTo("true");
    }

    @Test
    void runs_byKeyboard_areReachedAndOpened() {
        open("acme", "alice", "/");
        browser.value("document.querySelector('main').focus()");
        for (int i = 0; i < 8 && !browser.value("document.activeElement.textContent").equals("billing/api"); i++) {
            browser.press("Tab", 9);
        }
        browser.press("Enter", 13);
        browser.await("location.pathname === '/runs/acme/infra/billing/api'");
        assertThat(browser.value("document.activeElement.tagName")).isEqualTo("H1");
    }

    @Test
    void repositories_thatAreHeld_sayWhy() throws IOException {
        String reason = "commit 5d0e2f6 would end 9 of 12 instances; push again with -o allow-destroy=9";
        server.fixture.tips.refused(Fixture.INFRA, "main:.", reason);
        server.fixture.tips.deployed(new RepositoryKey("acme", "attic"), "main:.", server.commit);
        open("acme", "alice", "/");
        browser.await("document.querySelectorAll('#standing .notice').length === 2");
        assertThat(browser.text()).contains("infra stalled: " + reason, "attic detached: it left the configuration");
        browser.screenshot(SHOTS.resolve("runs-held.png"));
        server.fixture.tips.deployed(Fixture.INFRA, "main:.", server.commit);
        server.fixture.story(Seed.STAGING).finished();
        browser.await("document.querySelectorAll('#standing .notice').length === 1");
        open("acme", "alice", "/repositories/acme/attic");
        browser.await("document.body.innerText.includes('detached: it left the configuration')");
        browser.screenshot(SHOTS.resolve("repository-detached.png"));
        server.fixture.tips.refused(Fixture.INFRA, "main:.", reason);
        open("acme", "alice", "/repositories/acme/infra");
        browser.await("document.body.innerText.includes('stalled: commit 5d0e2f6')");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void runs_filtered_areOnlyThoseThatMatch() {
        open("acme", "alice", "/");
        browser.value("document.getElementById('word').focus()");
        browser.type("lamp");
        browser.await(ROWS + " === 2");
        browser.value(
                """
                    const phase = document.getElementById('phase');
                    phase.value = 'Cancelled';
                    phase.dispatchEvent(new Event('change'))
                    """);
        browser.await("document.body.innerText.includes('Nothing matches')");
    }

    @Test
    void run_thatFailed_saysWhyAndShowsTheLog() throws IOException {
        open("acme", "alice", "/runs/acme/infra/billing/api");
        browser.await("document.querySelector('pre.log').textContent.includes('Failed to connect')");
        assertThat(browser.text()).contains("Aborted", "`deploy` failed on web.2 with exit code 3", "hr-5f1c9a02",
                "step.failed", "Run again");
        browser.size(1360, 1500);
        browser.screenshot(SHOTS.resolve("run-failed.png"));
        browser.colours("dark");
        browser.screenshot(SHOTS.resolve("run-failed-dark.png"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void run_withHostileTexts_showsThemAsText() throws IOException {
        open("acme", "alice", "/runs/acme/infra/shop/lamp");
        browser.await("document.body.innerText.includes('onerror=alert(1)')");
        browser.await("document.querySelector('pre.log').textContent.includes('listening on :80')");
        assertThat(browser.value("document.querySelectorAll('main img').length")).isEqualTo("0");
        assertThat(browser.text()).contains("javascript:alert(document.cookie)", "***").doesNotContain("\u001b[32m");
        assertThat(browser.value("[...document.links].filter(a => !/^https?:/.test(a.protocol)).length"))
                .isEqualTo("0");
        assertThat(browser.value("document.querySelector('a.outside').href")).isEqualTo("http://127.18.4.185/");
        browser.size(1360, 2000);
        browser.screenshot(SHOTS.resolve("run-ready.png"));
        browser.size(420, 1400);
        browser.screenshot(SHOTS.resolve("run-narrow.png"));
        assertThat(browser.value("document.documentElement.scrollWidth <= 420")).isEqualTo("true");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void run_thatDoesNotExist_saysOnlyThat() {
        open("acme", "alice", "/runs/acme/infra/nope");
        browser.await("document.querySelector('.notice.bad')");
        assertThat(browser.value("document.querySelector('pre.log').checkVisibility()")).isEqualTo("false");
        assertThat(browser.text()).doesNotContain("Instances", "Timeline");
    }

    @Test
    void page_thatDoesNotExist_saysSoInWords() throws IOException {
        open("acme", "alice", "/nonsense");
        browser.await("document.body.innerText.includes('There is no such page')");
        browser.screenshot(SHOTS.resolve("no-page.png"));
    }

    @Test
    void run_onAPhone_hasAllItsButtonsInReach() throws IOException {
        browser.size(390, 1400);
        open("acme", "alice", "/runs/acme/infra/shop/lamp-staging");
        browser.await("document.querySelectorAll('.actions button').length === 4");
        browser.screenshot(SHOTS.resolve("run-phone.png"));
        assertThat(browser.value("""
            [...document.querySelectorAll('.actions button')].every(b => b.getBoundingClientRect().right <= 390)
                && document.documentElement.scrollWidth <= 390""")).isEqualTo("true");
    }

    @Test
    void run_aborted_asksForTheReasonFirst() throws IOException {
        open("acme", "alice", "/runs/acme/infra/shop/lamp-staging");
        browser.click("button.danger");
        browser.await("document.activeElement?.id === 'reason'");
        browser.type("the image is too old");
        browser.screenshot(SHOTS.resolve("abort.png"));
        browser.click("dialog button.danger");
        browser.await("document.body.innerText.includes('the image is too old')");
        assertThat(server.fixture.runs.find(Seed.STAGING).map(RunState::attempt).map(Attempt::abort))
                .contains("the image is too old");
    }

    @Test
    void run_suspendedOrScaled_asksThenCommits() throws IOException {
        String declared = server.fixture.commit(Fixture.INFRA, Fixture.BOB, "Declare hello", "runs/hello.yaml",
                Fixture.HELLO);
        open("acme", "alice", "/runs/acme/infra/hello");
        click("Scale");
        browser.await("document.getElementById('replicas')?.value === '1'");
        browser.screenshot(SHOTS.resolve("scale.png"));
        browser.click("dialog .act button");
        browser.await("document.querySelector('dialog').innerText.includes('it has main')");
        browser.value("document.querySelector('dialog').close()");
        assertThat(server.fixture.git.tip(Fixture.INFRA, "main")).contains(declared);
        click("Suspend");
        browser.await("document.querySelector('dialog')");
        browser.click("dialog .act button");
        browser.await("!document.querySelector('dialog')");
        assertThat(server.fixture.git.tip(Fixture.INFRA, "main")
                .map(
                        tip -> server.fixture.git.commit(Fixture.INFRA, tip).author() + ": "
                                + server.fixture.git.commit(Fixture.INFRA, tip).subject()))
                .contains("alice <alice@acme>: Suspend hello");
    }

    @Test
    void run_withAPlanAgainstDrift_appliesItAtAClick() throws IOException {
        RunKey run = Fixture.INFRA.run("ops/asks");
        new Story(run, server.fixture.runs, server.fixture.clock)
                .ready(Blueprint.run("ops/asks", "local").node("web", 2, RecipeStep.DEPLOY).proposing().declaration(),
                        server.commit, Fixture.ALICE)
                .lost("web.2");
        open("acme", "alice", "/runs/acme/infra/ops/asks");
        browser.await("document.body.innerText.includes('its machine is absent')");
        browser.await("document.body.innerText.includes('The log of this step is gone')");
        browser.screenshot(SHOTS.resolve("drift.png"));
        String apply = "[...document.querySelectorAll('button')].find(b => b.textContent === 'Apply the plan')";
        browser.value(apply + ".click()");
        browser.await("!" + apply);
        assertThat(server.fixture.runs.find(run).map(RunState::losses).orElseThrow()).hasSize(1);
        assertThat(browser.complaints()).isEmpty();
    }

    private void click(String label) {
        String button = "[...document.querySelectorAll('.actions button')].find(b => b.textContent === '" + label
                + "')";
        browser.await(button);
        browser.value(button + ".click()");
    }

    @Test
    void run_forAViewer_offersNoActs() {
        open("acme", "vera", "/runs/acme/infra/shop/lamp-staging");
        browser.await("document.body.innerText.includes('php 8.3')");
        assertThat(browser.value("document.querySelectorAll('.actions button').length")).isEqualTo("0");
    }

    @Test
    void commit_withProblems_showsEach() throws IOException {
        open("acme", "alice", "/repositories/acme/infra");
        browser.await("document.body.innerText.includes('Try PHP 8.4')");
        browser.screenshot(SHOTS.resolve("commits.png"));
        browser.click("tbody tr a");
        browser.await("document.body.innerText.includes('shop/runs/lamp.yaml:14:11')");
        browser.screenshot(SHOTS.resolve("commit.png"));
        assertThat(browser.text()).contains("did you mean 'replicas'?", "failure");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void session_whenTheTokenIsRevoked_asksAgain() {
        var made = server.fixture.tokens.create("acme", "alice");
        open(made.token(), "/");
        server.fixture.tokens.revoke("acme", made.row().id());
        server.fixture.story(Seed.STAGING).finished();
        browser.await("document.getElementById('token')");
        assertThat(browser.text()).contains("The session has ended.");
    }

    private void open(String tenant, String member, String path) {
        open(server.token(tenant, member), path);
    }

    private void open(Secret token, String path) {
        browser.open(server.url + path.replaceFirst("#.*", "") + server.api.loginLink(token).substring(1));
        browser.await("document.getElementById('live') && document.querySelector('h1')");
        if (path.equals("/")) {
            browser.await(ROWS + " >= 9");
        }
    }

    private String row(String name) {
        return browser.value(rowOf(name));
    }

    private static String rowOf(String name) {
        return "[...document.querySelectorAll('tbody tr')].find(row => row.querySelector('a').textContent === '" + name
                + "').innerText";
    }
}
