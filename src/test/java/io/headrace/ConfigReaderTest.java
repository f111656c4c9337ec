package io.headrace;

import io.headrace.ServerConfig.Limits;
import io.headrace.ServerConfig.Listen;
import io.headrace.ServerConfig.Tls;
import io.headrace.ServerConfig.Upkeep;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.model.Role;
import io.headrace.model.Secret;
import io.headrace.model.TenantSettings;
import io.headrace.net.GuardRules;
import io.headrace.net.Network;
import io.headrace.reconcile.Retention.Ages;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class ConfigReaderTest {
    private static final List<String> CONNECTORS = List.of("docker", "local");
    private static final ServerConfig DEFAULTS = new ServerConfig(List.of(new Listen("127.0.0.1", 8080)),
            URI.create("http://127.0.0.1:8080"), Path.of("data"), Path.of("data/machines"), null,
            "jdbc:sqlite:data/headrace.db", Set.of(), false,
            GuardRules.publicOnly(),
            new Limits(64 << 20, 1 << 30, 32 << 20, 10_000, 256 << 20, 1 << 20, 256 << 10, 3 << 20, 16 << 20,
                    16 << 20, 64 << 20, 2000, 200, 60),
            new Upkeep(new Ages(Duration.ofDays(90), Duration.ofDays(90), Duration.ofDays(30), Duration.ofDays(30),
                    Duration.ofDays(365)), false, null),
            List.of("root"), List.of());

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void emptyFile_isTheDefaults() {
        assertThat(valid("")).isEqualTo(DEFAULTS);
        assertThat(valid("# nothing\n")).isEqualTo(DEFAULTS);
    }

    @Test
    void printedDefaults_areReadBackAsTheDefaults() {
        String printed = new String(Resources.bytes("defaults.yaml"), StandardCharsets.UTF_8);
        assertThat(valid(printed)).isEqualTo(DEFAULTS);
    }

    @Test
    void printedDefaults_withTheirExamplesUncommented_areAConfiguration() {
        String printed = new String(Resources.bytes("defaults.yaml"), StandardCharsets.UTF_8)
                .replace("tenants: []\n", "tenants:\n")
                .replace("local: {enabled: false}", "local: {enabled: true}")
                .replaceAll("(?m)^#( {2,}(- |\\w+:).*)$", "$1")
                .replaceAll("(?m)^  # url: ", "  url: ");
        ServerConfig config = valid(printed, Map.of("ACME_PLATFORM_HOOK", "s3cret"));
        assertThat(config.url()).isEqualTo(URI.create("https://headrace.example.org"));
        assertThat(config.tenants()).containsExactly(new TenantSettings("acme", Map.of("alice", Role.OWNER),
                Set.of("local"), 100, "acme",
                List.of(new RepositorySettings(new RepositoryKey("acme", "infra"), null, "main", ".",
                        Duration.ofMinutes(1), null),
                        new RepositorySettings(new RepositoryKey("acme", "platform"),
                                URI.create("https://git.example.org/acme/platform.git"), "main", "deploy",
                                Duration.ofMinutes(1), new Secret("s3cret")))));
    }

    @Test
    void effectiveConfiguration_isReadBackAsTheSame() {
        ServerConfig config = valid(
                """
                    server: {listen: ["0.0.0.0:9090", "[::1]:9090"], url: "https://headrace.example.org", data: /var/lib/headrace}
                    connectors: {local: {enabled: true}}
                    limits: {pushBytes: 5MiB}
                    retention: {logs: 36h, audit: 10d}
                    logging: {format: json}
                    telemetry: {otlp: "http://collector:4318"}
                    net: {allow: [10.0.0.0/8, "fd00::/8", git.internal, /srv/git]}
                    agents: {allowPlain: true}
                    operators: [{name: ops}]
                    tenants:
                      - name: acme
                        members: [{name: alice, role: owner}, {name: bob, role: viewer}]
                        connectors: [local]
                        limits: {instances: 5}
                        repositories:
                          - {name: infra, hosted: true, branch: release/1.x, path: deploy/all}
                          - {name: platform, url: "file:///srv/platform.git", poll: 90s}
                    """);
        assertThat(valid(ConfigText.of(config))).isEqualTo(config);
        assertThat(config.guard()).isEqualTo(GuardRules.publicOnly()
                .withNetworks(List.of(Network.parse("10.0.0.0/8"), Network.parse("fd00::/8")))
                .withHosts(Set.of("git.internal"))
                .withFolders(List.of(Path.of("/srv/git"))));
    }

    @Test
    void demo_isOneTenantWithOneRepositoryOnThisMachine() {
        ServerConfig demo = valid(new String(Resources.bytes("demo.yaml"), StandardCharsets.UTF_8));
        assertThat(demo).isEqualTo(new ServerConfig(DEFAULTS.listen(), DEFAULTS.url(), Path.of("target/demo"),
                Path.of("target/demo/machines"), null,
                "jdbc:sqlite:target/demo/headrace.db", Set.of("local"), false, DEFAULTS.guard(), DEFAULTS.limits(),
                DEFAULTS.upkeep(), List.of(),
                List.of(new TenantSettings("demo", Map.of("demo", Role.OWNER), Set.of("local"), 100,
                        List.of(new RepositorySettings(new RepositoryKey("demo", "example"), null, "main", "local",
                                Duration.ofMinutes(1), null))))));
    }

    @Test
    void url_notGiven_followsTheFirstAddressAndTls() throws IOException {
        Path pem = Files.createFile(folder.resolve("server.pem"));
        ServerConfig config = valid("""
            server: {listen: ["0.0.0.0:8443"], tls: {certificate: %s, key: %s}}
            """.formatted(pem, pem));
        assertThat(config.url()).isEqualTo(URI.create("https://127.0.0.1:8443"));
        assertThat(config.tls()).isEqualTo(new Tls(pem, pem));
    }

    @Test
    void everyProblem_isReportedAtOnceWithItsPlace() {
        assertThat(problems("""
            server: {listn: ["127.0.0.1:8080"], url: "ftp://x"}
            conectors: {}
            net: {allow: [10.0.0.1/8, "http://x"]}
            connectors: {lokal: {enabled: true}}
            limits:
              pushBytes: lots
              files: 0
            tenants:
              - name: Acme
                members: [{name: alice, role: boss}]
                connectors: [local, dokcer]
                repositories: [{name: infra}, {name: infra, hosted: true, path: ../up, poll: 1m}]
            """)).containsExactly(
                "headrace.yaml:1:10: unknown key 'listn' in 'server' of the configuration; did you mean 'listen'? "
                        + "known: data, listen, tls, url",
                "headrace.yaml:1:42: the URL must begin with http:// or https://",
                "headrace.yaml:2:1: unknown key 'conectors' in the configuration; did you mean 'connectors'? known: "
                        + "agents, connectors, database, limits, logging, net, operators, retention, server, telemetry, "
                        + "tenants",
                "headrace.yaml:3:15: '10.0.0.1/8' is not a network: bits beyond the prefix are set",
                "headrace.yaml:3:27: neither a network, a host nor a folder: 'http://x'; write 10.0.0.0/8, fd00::/8, "
                        + "git.example.org or /srv/git",
                "headrace.yaml:4:14: unknown key 'lokal' in 'connectors' of the configuration; did you mean 'local'? "
                        + "known: docker, local",
                "headrace.yaml:6:14: 'pushBytes' of 'limits' of the configuration must be a size such as 512MiB or "
                        + "1GiB from 1KiB to 1TiB, not 'lots'",
                "headrace.yaml:7:10: 'files' of 'limits' of the configuration must be a whole number from 1 to "
                        + "10000000, not '0'",
                "headrace.yaml:9:11: a tenant's name is a DNS label (a-z, 0-9 and - between them, at most 63), not "
                        + "'Acme'",
                "headrace.yaml:10:35: 'role' of a member of tenant 'Acme' cannot be 'boss'; known: developer, owner, viewer",
                "headrace.yaml:11:18: tenant 'Acme' uses the connector 'local', which is not enabled; set "
                        + "connectors.local.enabled: true",
                "headrace.yaml:11:25: tenant 'Acme' uses the unknown connector 'dokcer'; did you mean 'docker'? known: "
                        + "docker, local",
                "headrace.yaml:12:20: repository 'infra' of tenant 'Acme' needs one of 'hosted: true' and 'url'",
                "headrace.yaml:12:42: the repository 'infra' of tenant 'Acme' stands twice; remove one",
                "headrace.yaml:12:69: 'path' of repository 'infra' of tenant 'Acme' cannot be '../up'; write a folder "
                        + "inside the repository, such as deploy/production",
                "headrace.yaml:12:82: 'poll' of repository 'infra' of tenant 'Acme' is for a repository with a url");
    }

    @Test
    void brokenYaml_isAProblemWithItsPlace() {
        assertThat(problems("server: [\n")).singleElement().asString().startsWith("headrace.yaml:2:1: not valid YAML");
        assertThat(problems("- a list\n")).containsExactly(
                "headrace.yaml:1:1: the configuration must be a mapping, not a list");
        assertThat(problems("server: {}\n---\nserver: {}\n")).containsExactly(
                "headrace.yaml:3:1: a configuration is one document; remove this one");
    }

    @Test
    void variables_ofAnyKey_overrideTheFile() {
        ServerConfig config = valid("""
            server: {listen: ["127.0.0.1:1"], data: elsewhere}
            limits: {pushBytes: 1MiB, files: 5}
            """, Map.of("HEADRACE_SERVER_LISTEN", "[\"127.0.0.1:0\"]", "HEADRACE_LIMITS_PUSH_BYTES", "2MiB",
                "HEADRACE_CONNECTORS_LOCAL_ENABLED", "true", "HEADRACE_TENANTS",
                "[{name: acme, connectors: [local], members: [{name: al, role: viewer}]}]", "HEADRACE_OPERATORS",
                "[]"));
        assertThat(config.listen()).containsExactly(new Listen("127.0.0.1", 0));
        assertThat(config.data()).isEqualTo(Path.of("elsewhere"));
        assertThat(config.limits().pushBytes()).isEqualTo(2 << 20);
        assertThat(config.limits().files()).isEqualTo(5);
        assertThat(config.operators()).isEmpty();
        assertThat(config.tenants()).containsExactly(
                new TenantSettings("acme", Map.of("al", Role.VIEWER), Set.of("local"), 100, List.of()));
    }

    @Test
    void variables_thatAreWrong_areProblemsUnderTheirNames() {
        assertThat(problems("", Map.of("HEADRACE_LIMITS_FILES", "many", "HEADRACE_SERVER_LISTN", "[]",
                "HEADRACE_SERVER_DATA", "{", "HEADRACE_AGENTS_ALLOW_PLAIN", "", "HEADRACE_RUN", "not ours",
                "HEADRACE_SERVER", "not ours"))).satisfiesExactly(
                        agents -> assertThat(agents).isEqualTo("HEADRACE_AGENTS_ALLOW_PLAIN:1:1: the variable must "
                                + "hold one YAML value; unset it to use the file's"),
                        files -> assertThat(files).startsWith("HEADRACE_LIMITS_FILES:1:1: 'files' of"),
                        data -> assertThat(data).startsWith("HEADRACE_SERVER_DATA:1:2: not valid YAML"),
                        listen -> assertThat(listen).startsWith("HEADRACE_SERVER_LISTN:1:1: no key of the "
                                + "configuration has this variable; did you mean 'HEADRACE_SERVER_LISTEN'?"));
    }

    @Test
    void secrets_comeFromFilesVariablesOrTheText() throws IOException {
        Path file = Files.writeString(folder.resolve("hook"), "from-file\nrest\n");
        ServerConfig config = valid(remotes("file:" + file, "env:HOOK", "plain"), Map.of("HOOK", "from-env"));
        assertThat(config.tenants().getFirst().repositories()).extracting(RepositorySettings::hookSecret)
                .containsExactly(new Secret("from-file"), new Secret("from-env"), new Secret("plain"));
        assertThat(ConfigText.of(config)).contains("hookSecret: \"***\"")
                .doesNotContain("from-file", "from-env", "plain");
        assertThat(config.toString()).doesNotContain("from-file", "from-env", "plain");
    }

    @Test
    void secrets_thatCannotBeRead_areProblems() {
        assertThat(problems(remotes("file:" + folder.resolve("none"), "env:NONE", "\"\"")))
                .extracting(problem -> problem.replaceAll("^.*'hookSecret'", "").replace(folder.toString(), "FOLDER"))
                .containsExactly(" of repository 'r0' of tenant 'acme': cannot read FOLDER/none",
                        " of repository 'r1' of tenant 'acme': the variable 'NONE' is not set",
                        " of repository 'r2' of tenant 'acme' is empty");
    }

    @Test
    void localConnector_ofSeveralTenants_needsAUserEach() {
        String tenants = """
            connectors: {local: {enabled: true}}
            tenants: [{name: a, connectors: [local], user: A}, {name: b, connectors: [local], user: B}, {name: c}]
            """;
        assertThat(problems(tenants.replace(", user: A", "").replace("B", "bee"))).containsExactly(
                "headrace.yaml:2:11: tenant 'a' needs a 'user', a system user of its own, as 2 tenants may use the "
                        + "connector 'local'; or let only one of them use it");
        assertThat(problems(tenants.replace("A", "bee").replace("B", "bee"))).containsExactly(
                "headrace.yaml:2:54: tenant 'b' has the same user 'bee' as another one: its processes need one of their "
                        + "own");
        assertThat(problems(tenants.replace("A", "root").replace("B", "x y"))).containsExactly(
                "headrace.yaml:2:48: 'user' of tenant 'a' cannot be 'root'; name a system user without rights, made for "
                        + "this tenant",
                "headrace.yaml:2:92: 'user' of tenant 'b' cannot be 'x y'; name a system user without rights, made for "
                        + "this tenant");
        ServerConfig config = valid(tenants.replace("A", "ay").replace("B", "bee"));
        assertThat(config.tenants()).extracting(TenantSettings::user).containsExactly("ay", "bee", null);
        assertThat(valid(ConfigText.of(config))).isEqualTo(config);
    }

    @Test
    void paths_areRelativeToTheFolderOfTheFile() throws IOException {
        Files.writeString(folder.resolve("hook"), "from-file\n");
        String file = folder.resolve("headrace.yaml").toString();
        ConfigRead read = ConfigReader.read(file, """
            server: {data: state}
            database: {url: "jdbc:sqlite:db/headrace.db"}
            connectors: {local: {folder: machines}}
            tenants: [{name: a, repositories: [{name: r, url: "https://git.example.org/r", hookSecret: "file:hook"}]}]
            """.getBytes(StandardCharsets.UTF_8), Map.of(), CONNECTORS);
        assertThat(read).isInstanceOfSatisfying(ConfigRead.Valid.class, valid -> {
            assertThat(valid.config().data()).isEqualTo(folder.resolve("state"));
            assertThat(valid.config().machines()).isEqualTo(folder.resolve("machines"));
            assertThat(valid.config().databaseUrl()).isEqualTo("jdbc:sqlite:" + folder.resolve("db/headrace.db"));
            assertThat(valid.config().tenants().getFirst().repositories().getFirst().hookSecret())
                    .isEqualTo(new Secret("from-file"));
        });
    }

    @Test
    void collectorOfTraces_isAWholeHost() {
        assertThat(problems("telemetry: {otlp: \"http://collector:4318/v1/traces\"}\n")).containsExactly(
                "headrace.yaml:1:19: the collector's URL is scheme, host and port: http://collector:4318, not "
                        + "'http://collector:4318/v1/traces'");
        assertThat(problems("telemetry: {otlp: collector}\n")).containsExactly(
                "headrace.yaml:1:19: the URL must begin with http:// or https://");
    }

    @Test
    void keysThatNeedARestart_areToldByName() {
        ServerConfig running = valid("server: {data: a}\n");
        assertThat(Restart.needed(running, valid("server: {data: a}\ntenants: [{name: t}]\n"))).isEmpty();
        assertThat(Restart.needed(valid("tenants: [{name: t}]\n"),
                valid("tenants: [{name: t, user: tee}, {name: u, user: you}]\n"))).containsExactly(
                        "user of tenant 't'");
        assertThat(Restart.needed(running, valid("server: {data: b}\nlimits: {files: 7}\n"))).containsExactly(
                "server.data", "connectors.local.folder", "database.url", "limits");
        assertThat(Restart.needed(running, valid("server: {data: a}\ntelemetry: {otlp: \"http://c:4318\"}\n")))
                .containsExactly("telemetry.otlp");
    }

    private static String remotes(String... secrets) {
        StringBuilder text = new StringBuilder("tenants:\n  - name: acme\n    repositories:\n");
        for (int i = 0; i < secrets.length; i++) {
            text.append("      - {name: r%d, url: \"https://git.example.org/r\", hookSecret: %s}\n".formatted(i,
                    secrets[i]));
        }
        return text.toString();
    }

    private static ServerConfig valid(String text) {
        return valid(text, Map.of());
    }

    private static ServerConfig valid(String text, Map<String, String> environment) {
        return switch (read(text, environment)) {
            case ConfigRead.Valid(ServerConfig config, _) -> config;
            case ConfigRead.Invalid(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private static List<String> problems(String text) {
        return problems(text, Map.of());
    }

    private static List<String> problems(String text, Map<String, String> environment) {
        return switch (read(text, environment)) {
            case ConfigRead.Valid(ServerConfig config, _) -> throw new AssertionError("valid: " + config);
            case ConfigRead.Invalid(var problems) -> problems.stream().map(Object::toString).toList();
        };
    }

    private static ConfigRead read(String text, Map<String, String> environment) {
        return ConfigReader.read("headrace.yaml", text.getBytes(StandardCharsets.UTF_8), environment, CONNECTORS);
    }
}
