package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cli.Cli.Ran;
import io.headrace.http.SeededServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands that show what is on a server, against a real one with a morning of two tenants. */
final class ServerCommandsTest {

    @TempDir
    static Path folder = Path.of("");
    @SuppressWarnings("NullAway.Init")
    private static SeededServer server;
    @SuppressWarnings("NullAway.Init")
    private static Cli alice;
    private static String commit = "";

    @BeforeAll
    static void start() {
        server = SeededServer.start(folder);
        alice = Cli.at(server.url.toString(), server.token("acme", "alice"), folder);
        commit = server.commit.substring(0, 7);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void runs_ofAPhase_areATableOfLines() {
        assertThat(alice.run("runs", "--phase", "ready", "--repository", "acme/infra")).isEqualTo(new Ran(0, """
            RUN                   PHASE  READY  COMMIT
            acme/infra/hello      Ready  1/1    %1$s
            acme/infra/metrics    Ready  1/2    %1$s  being replaced: prometheus.1
            acme/infra/shop/lamp  Ready  6/6    %1$s
            """.formatted(commit), ""));
    }

    @Test
    void runs_onATerminal_haveColoursAndAreCutToItsWidth() {
        Cli screen = Cli.at(server.url.toString(), server.token("acme", "alice"), folder)
                .on(new Screen(true, 70, true));
        assertThat(screen.out("runs", "--phase", "Ready")).contains("\u001b[32mReady\u001b[0m");
        assertThat(screen.out("runs", "--phase", "Ready").replaceAll("\u001b\\[\\d+m", "")).isEqualTo("""
            RUN                   PHASE  READY  COMMIT
            acme/infra/hello      Ready  1/1    %1$s
            acme/infra/metrics    Ready  1/2    %1$s  being replaced: promethe…
            acme/infra/shop/lamp  Ready  6/6    %1$s
            """.formatted(commit));
    }

    @Test
    void runs_asJson_areTheDocumentsOfTheApi() {
        JsonNode all = json("runs", "-o", "json");
        assertThat(all.path("items").findValuesAsText("phase")).hasSize(9);
        assertThat(all.path("next").isNull()).isTrue();
        assertThat(all.path("items").get(2).path("outputs").path("url").asText()).startsWith("http://127.18.4.");
    }

    @Test
    void runs_onACloud_areThoseWithInstancesThere() {
        assertThat(alice.out("runs", "--cloud", "paris").lines().map(line -> line.replaceFirst(" .*", "")))
                .containsExactly("RUN", "acme/infra/reports/nightly", "acme/infra/shop/lamp-staging");
    }

    @Test
    void instances_ofARunOrACloud_areListed() {
        assertThat(alice.out("instances", "hello")
                .replaceAll("127\\.18\\.4\\.\\d+", "ADDRESS")
                .replaceAll("hr-\\S+", "MACHINE")).isEqualTo("""
                    RUN               INSTANCE  STATE  CLOUD  ADDRESS      MACHINE
                    acme/infra/hello  web.1:1   ready  local  ADDRESS  MACHINE
                    """);
        assertThat(alice.out("instances", "--cloud", "geneva", "--state", "failed")
                .lines()
                .skip(1)
                .map(line -> line.replaceFirst("failed.*", ""))).containsExactly(
                        "acme/infra/billing/api  web.1:1   ", "acme/infra/billing/api  web.2:1   ");
    }

    @Test
    void plan_ofARun_isWhatIsDoneAndWhatComesNext() {
        assertThat(alice.out("run", "shop/lamp-staging", "--plan")).isEqualTo("""
            INSTANCE  ACTION  STATUS
            lb.1:1    deploy  waiting
            web.1:1   deploy  running
            web.2:1   deploy  waiting
            """);
        assertThat(alice.out("run", "hello", "--plan")).isEqualTo("INSTANCE  ACTION  STATUS\n");
    }

    @Test
    void reports_ofARun_areListedAndWrittenToOneArchive() throws IOException {
        assertThat(alice.out("reports", "shop/lamp")).isEqualTo("""
            INSTANCE  REPORT    BYTES
            lb.1:1    2.tar.gz  8
            """);
        Path archive = folder.resolve("all.zip");
        Files.writeString(archive, "an older one");
        assertThat(alice.run("reports", "shop/lamp", "-O", archive.toString()))
                .isEqualTo(new Ran(0, "wrote " + archive + "\n", ""));
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("lb.1/1/2.tar.gz");
        }
        assertThat(folder.resolve("all.zip.part")).doesNotExist();
        Path nowhere = folder.resolve("nowhere/all.zip");
        assertThat(alice.run("reports", "shop/lamp", "-O", nowhere.toString())).isEqualTo(new Ran(3, "",
                "headrace: the archive could not be written to " + nowhere + ": no such file or folder\n"));
    }

    @Test
    void clouds_withInstances_areListedWithTheirUse() {
        assertThat(alice.out("clouds")).isEqualTo("""
            CLOUD   REPOSITORY  CONNECTOR  INSTANCES  READY  AT MOST  REACHABLE
            geneva  acme/infra  local      8          2               yes
            local   acme/infra  local      7          7               yes
            paris   acme/infra  local      5          1               no: no route to host
            sion    acme/infra  local      0          0      12       unknown
            """);
    }

    @Test
    void lists_ofARepository_takeItsShortNameAndItsWholeOne() {
        for (String list : new String[]{"runs", "clouds", "instances", "events"}) {
            assertThat(alice.out(list, "--repository", "acme/infra")).as(list)
                    .isEqualTo(alice.out(list, "--repository", "infra"));
        }
    }

    @Test
    void runs_ofAnotherTenant_areNotFound() {
        assertThat(alice.run("runs", "--tenant", "globex"))
                .isEqualTo(new Ran(3, "", "headrace: there is nothing here, or it is not yours to see\n"));
    }

    @Test
    void runs_ofAnUnknownPhase_saysWhichThereAre() {
        assertThat(alice.run("runs", "--phase", "Rady")).isEqualTo(new Ran(3, "", "headrace: phase must be one of "
                + "Pending, Provisioning, Executing, Reporting, Ready, Updating, Finalizing, Done, Aborted, "
                + "Cancelled\n"));
    }

    @Test
    void run_thatIsReady_isShownWhole() {
        assertThat(alice.out("run", "acme/infra/hello")
                .replaceAll("127\\.18\\.4\\.\\d+", "ADDRESS")
                .replaceAll("hr-\\S+", "MACHINE")).isEqualTo("""
                    run      acme/infra/hello
                    phase    Ready
                    ready    1/1 instances
                    attempt  1 for %1$s by alice
                    outcome  succeeded
                             1 of 1 instance ready
                    page     https://headrace.example.org/runs/acme/infra/hello

                    CONDITIONS
                    Ready        yes  AllReady    1 of 1 instance ready
                    Reconciling  no   Settled
                    Stalled      no   Moving
                    Drifted      no   AsDeclared
                    Suspended    no   Active

                    INSTANCE  STATE  CLOUD  ADDRESS      MACHINE
                    web.1:1   ready  local  ADDRESS  MACHINE

                    OUTPUTS
                    url  http://ADDRESS:8080/

                    STATUSES
                    %1$s  success  headrace/hello  1 of 1 instance ready
                    """.formatted(commit));
    }

    @Test
    void run_thatFailed_tellsWhy() {
        String why = "`deploy` failed on web.2 with exit code 3: curl: (7) Failed to connect to 10.0.4.7 port 5432";
        assertThat(alice.out("run", "billing/api")).contains("phase    Aborted", "outcome  failed", "aborted  " + why,
                "Stalled      yes  AttemptFailed  " + why, "failure  headrace/billing/api  " + why);
    }

    @Test
    void runName_shortened_meansTheOnlyOneThatEndsSo() {
        assertThat(alice.out("run", "lamp-staging")).startsWith("run      acme/infra/shop/lamp-staging\n");
        assertThat(alice.out("run", "infra/shop/lamp")).startsWith("run      acme/infra/shop/lamp\n");
        assertThat(alice.run("run", "staging")).isEqualTo(new Ran(3, "", "headrace: there is no run 'staging' that you "
                + "may see; list them with: headrace runs\n"));
    }

    @Test
    void run_ofAnotherTenant_isUnknown() {
        assertThat(alice.run("run", "globex/shop/storefront").err()).isEqualTo(
                "headrace: there is no run 'globex/shop/storefront' that you may see; list them with: headrace runs\n");
    }

    @Test
    void params_ofARun_hideSecrets() {
        assertThat(alice.out("params", "lamp")).isEqualTo("""
            SCOPE   NAME        VALUE
            db.1:1  password    ***
            db.1:1  replicaSet  rs0/127.18.4.2,127.18.4.3,127.18.4.4
            lb.1:1  ready       true
            lb.1:1  title       <img src=x onerror=alert(1)> & "quotes"
            run     url         http://127.18.4.185/
            run     admin       javascript:alert(document.cookie)
            """);
    }

    @Test
    void params_ofOneName_areTheBareValueForScripts() {
        assertThat(alice.run("params", "lamp", "url")).isEqualTo(new Ran(0, "http://127.18.4.185/\n", ""));
        assertThat(alice.run("params", "lamp", "db.1/replicaSet"))
                .isEqualTo(new Ran(0, "rs0/127.18.4.2,127.18.4.3,127.18.4.4\n", ""));
        assertThat(alice.run("params", "lamp", "colour").err())
                .startsWith("headrace: no parameter 'colour' is set; known: admin, db.1/address, db.1/cloud, ");
        assertThat(alice.run("params", "lamp", "ulr")).satisfies(ran -> {
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).startsWith("headrace: no parameter 'ulr' is set; did you mean 'url'? known: admin, ");
        });
        assertThat(alice.run("params", "lamp", "address")).satisfies(ran -> {
            assertThat(ran.exit()).isEqualTo(3);
            assertThat(ran.err()).startsWith("headrace: several instances have 'address'; write one of db.1/address, ");
        });
        assertThat(json("params", "lamp", "ready", "-o", "json").path("scope").asText()).isEqualTo("lb.1:1");
    }

    @Test
    void params_ofOutputsAndInstances_areFoundAsRecipesWriteThem() {
        String address = alice.out("params", "hello", "web.1/address");
        assertThat(address).matches("127\\.18\\.4\\.\\d+\n");
        for (String name : List.of("web.1:address", "web.1:1/address", "web.1:1:address", "web:address", "address",
                "web.1/hostname")) {
            assertThat(alice.out("params", "hello", name)).as(name).isEqualTo(address);
        }
        for (String name : List.of("url", "run:url", "run/url", "ss:url")) {
            assertThat(alice.out("params", "hello", name)).as(name)
                    .isEqualTo("http://" + address.strip() + ":8080/\n");
        }
        assertThat(alice.run("params", "billing/api", "url").exit()).isZero();
        assertThat(alice.run("params", "search", "node.1/address"))
                .isEqualTo(new Ran(1, "", "headrace: 'node.1/address' has no value yet\n"));
    }

    @Test
    void logs_ofARun_nameInstanceAndStepOnEachLine() {
        assertThat(alice.out("logs", "lamp")).isEqualTo("""
            lb.1 deploy | + haproxy -c -f haproxy.cfg
            lb.1 deploy | Configuration file is valid
            lb.1 deploy | \u001b[32mlistening on :80\u001b[0m
            """);
    }

    @Test
    void logs_ofAStep_areAsItPrintedThem() {
        assertThat(alice.out("logs", "shop/lamp-staging", "--instance", "web.1", "--step", "deploy"))
                .isEqualTo("+ apt-get install -y apache2 php\nSetting up apache2 (2.4.62-1) ...\n");
    }

    @Test
    void logs_followingAStepThatEnded_end() {
        assertThat(alice.out("logs", "-f", "lamp", "--step", "lb.1:1:1")).endsWith("listening on :80\u001b[0m\n");
    }

    @Test
    void logs_ofNoSuchInstance_exitWith1() {
        assertThat(alice.run("logs", "lamp", "--instance", "web.9"))
                .isEqualTo(new Ran(1, "", "headrace: no such step has run in acme/infra/shop/lamp; "
                        + "list them with: headrace logs acme/infra/shop/lamp --list\n"));
        assertThat(alice.run("logs", "docs/site").err())
                .isEqualTo("headrace: no step has run in acme/infra/docs/site, or "
                        + "their logs are not kept any more\n");
    }

    @Test
    void logs_ofSeveralSteps_areSetApartByHeadings() {
        server.log("acme/infra/billing/api", "db.1/1/1", "initdb\n");
        assertThat(alice.out("logs", "billing/api").lines().limit(4)).containsExactly(
                "==> db.1:1:1 deploy (attempt 1, exit code 0) <==", "db.1 deploy | initdb",
                "==> web.2:1:1 deploy (attempt 1, exit code 3) <==",
                "web.2 deploy | + pip install -r requirements.txt");
        assertThat(alice.out("logs", "billing/api", "db.1:1:1")).isEqualTo("initdb\n");
    }

    @Test
    void logs_ofInstancesThatAreGone_areListedAndPrinted() {
        server.log("acme/infra/old-shop", "web.1/1/1", "farewell\n");
        server.log("acme/infra/hello", "web.9/1/1", "gone\n");
        assertThat(alice.out("logs", "old-shop")).isEqualTo("web.1 deploy | farewell\n");
        assertThat(alice.out("logs", "-f", "old-shop", "web.1:1:1")).isEqualTo("farewell\n");
        assertThat(alice.out("logs", "hello")).isEmpty();
        assertThat(alice.out("logs", "hello", "--instance", "web.9")).isEqualTo("web.9:1:1 | gone\n");
        assertThat(alice.out("logs", "hello", "--list")).isEqualTo("""
            STEP       KIND    STATUS     EXIT CODE  ATTEMPT  BYTES
            web.1:1:1  deploy  succeeded  0          1        0      log is gone
            web.9:1:1          unknown                        5      former instance
            """);
    }

    @Test
    void events_ofARun_areToldInOrder() {
        assertThat(alice.out("events", "--run", "hello").lines().map(line -> line.split(" ", 3)[2])).startsWith(
                "acme/infra/hello attempt.opened attempt 1 for " + commit + " by alice",
                "acme/infra/hello web.1:1 instance.planned")
                .contains(
                        "acme/infra/hello web.1:1 step.succeeded deploy of web");
    }

    @Test
    void events_ofARun_takeItsNameAsOtherCommandsDo() {
        String all = alice.out("events", "--run", "shop/lamp");
        assertThat(all).isNotEmpty();
        assertThat(alice.out("events", "--run", "lamp")).isEqualTo(all);
        assertThat(alice.out("events", "--run", "acme/infra/shop/lamp")).isEqualTo(all);
        assertThat(alice.out("events", "--run", "lamp", "--repository", "infra")).isEqualTo(all);
        assertThat(alice.run("events", "--run", "nonsense")).isEqualTo(new Ran(3, "", "headrace: there is no run "
                + "'nonsense' that you may see; list them with: headrace runs\n"));
        assertThat(alice.run("events", "--run", "lamp", "--repository", "mirror").err())
                .isEqualTo("headrace: there is no run 'lamp' in acme/mirror\n");
    }

    @Test
    void events_afterAnId_leaveOutWhatCameBefore() {
        String second = alice.out("events", "--run", "hello").lines().skip(1).findFirst().orElseThrow();
        String first = alice.out("events", "--run", "hello", "-o", "json").lines().findFirst().orElseThrow();
        String id = Json.read(first.getBytes(StandardCharsets.UTF_8)).orElseThrow().path("id").asText();
        assertThat(alice.out("events", "--run", "hello", "--after", id)).startsWith(second + "\n");
    }

    @Test
    void command_withoutAServer_saysHowToLogIn() {
        assertThat(new Cli(folder).run("runs")).isEqualTo(new Ran(3, "",
                "headrace: which server? Log in with: headrace login URL; or give --server URL\n"));
    }

    @Test
    void command_withAWrongToken_saysHowToLogIn() {
        Cli nobody = new Cli(folder).with("HEADRACE_SERVER", server.url.toString()).with("HEADRACE_TOKEN", "hr_wrong");
        assertThat(nobody.run("runs")).isEqualTo(new Ran(3, "", "headrace: " + server.url
                + " does not know this token; log in with: headrace login " + server.url + "\n"));
    }

    @Test
    void command_onAServerThatDoesNotAnswer_saysWhich() {
        Cli lost = new Cli(folder).with("HEADRACE_TOKEN", "hr_x");
        assertThat(lost.run("runs", "--server", "http://127.0.0.1:1")).isEqualTo(new Ran(3, "",
                "headrace: cannot reach http://127.0.0.1:1: connection refused; is the server running?\n"));
        assertThat(lost.run("runs", "--server", "http://headrace.invalid")).isEqualTo(new Ran(3, "",
                "headrace: cannot reach http://headrace.invalid: no such host\n"));
        assertThat(lost.run("runs", "--server", "ftp://headrace.invalid").err())
                .isEqualTo("headrace: Invalid value for "
                        + "option '--server': 'ftp://headrace.invalid' is not the URL of a server; write "
                        + "https://headrace.example.org\nsee `headrace runs --help`\n");
    }

    private static JsonNode json(String... arguments) {
        return Json.read(alice.out(arguments).getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
