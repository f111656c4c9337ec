package io.headrace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.headrace.store.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class TokenCommandTest {
    @TempDir
    Path folder = Path.of("unset");
    private String config = "unset";

    @BeforeEach
    void writeConfig() throws IOException {
        config = Files.writeString(folder.resolve("headrace.yaml"), """
            server: {data: %s}
            operators: [{name: root}]
            tenants: [{name: acme, members: [{name: alice, role: owner}]}]
            """.formatted(folder.resolve("data"))).toString();
    }

    @Test
    void create_onADataFolder_printsATokenThatListNamesWithoutIt() {
        Said made = token("create", "--tenant", "acme", "--member", "alice");
        assertThat(made).extracting(Said::code, Said::err).containsExactly(0, "");
        assertThat(made.out()).matches("hr_[A-Za-z0-9_-]{43}\\R");
        Said list = token("list");
        assertThat(list.out()).contains("acme").contains("alice").doesNotContain("revoked", made.out().strip());
    }

    @Test
    void create_whereSecretsAreInVariablesOfTheServer_needsNoneOfThem() throws IOException {
        Files.writeString(Path.of(config), """
            server: {data: %s}
            tenants:
              - name: acme
                members: [{name: alice, role: owner}]
                repositories: [{name: far, url: "https://git.example.org/far.git", hookSecret: "env:NOT_SET"}]
            """.formatted(folder.resolve("data")));
        assertThat(token("create", "--tenant", "acme", "--member", "alice")).extracting(Said::code, Said::err)
                .containsExactly(0, "");
    }

    @Test
    void create_forAnOperator_isListedUnderTheStar() {
        assertThat(token("create", "--operator", "root").code()).isZero();
        assertThat(token("list").out()).contains("*").contains("root");
    }

    @Test
    void revoke_ofAListedToken_isShownAndCannotBeRepeated() {
        token("create", "--tenant", "acme", "--member", "alice");
        String id = token("list").out().lines().skip(1).findFirst().orElseThrow().split(" ", 2)[0];
        assertThat(token("revoke", id).code()).isZero();
        assertThat(token("list").out()).contains("revoked");
        assertThat(token("revoke", id)).isEqualTo(
                new Said(3, "",
                        "headrace: there is no token '" + id + "' in force; see token list" + System.lineSeparator()));
    }

    @Test
    void create_forSomebodyUnknown_isRefused() {
        assertThat(token("create", "--tenant", "acme", "--member", "mallory").err())
                .contains("no member 'mallory' of tenant 'acme'");
        assertThat(token("create", "--tenant", "*", "--member", "mallory").err()).contains("no operator 'mallory'");
    }

    @Test
    void create_withoutSayingForWhomOrWhere_isWrongUsage() {
        assertThat(token("create", "--tenant", "acme").code()).isEqualTo(2);
        assertThat(token("create").err()).isEqualTo(String.join(System.lineSeparator(),
                "headrace: give --tenant and --member, or --operator", "see `headrace token create --help`", ""));
        assertThat(Said.by("token", "list").err()).contains("which server?");
        assertThat(Said.by("token").code()).isEqualTo(2);
    }

    @Test
    void create_whileAServerHasTheDatabase_saysSo() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        try (Database _ = Database.open("jdbc:sqlite:" + folder.resolve("data/headrace.db"), InstantSource.system())) {
            Said said = token("create", "--tenant", "acme", "--member", "alice");
            assertThat(said.code()).isEqualTo(3);
            assertThat(said.err()).startsWith("headrace: ").contains("headrace.db").doesNotContain("\tat ");
        }
    }

    @Test
    void remote_eachCommand_asksTheServerWithTheToken() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, asked));
        server.start();
        try {
            Map<String, String> environment = Map.of("HEADRACE_SERVER",
                    "http://127.0.0.1:" + server.getAddress().getPort(), "HEADRACE_TOKEN", "mine");
            assertThat(Said.by(environment, "token", "create", "--tenant", "acme", "--member", "alice"))
                    .isEqualTo(new Said(0, "hr_new" + System.lineSeparator(), ""));
            assertThat(Said.by(environment, "token", "list", "--tenant", "acme").out()).isEqualTo("""
                ID  TENANT  MEMBER  MADE                  LAST USED
                17  acme    alice   2026-01-01T00:00:00Z
                """);
            assertThat(Said.by(environment, "token", "revoke", "17").code()).isZero();
            assertThat(Said.by(environment, "token", "revoke", "18")).satisfies(said -> {
                assertThat(said.code()).isEqualTo(3);
                assertThat(said.err()).isEqualTo("headrace: there is no token '18', or it is not yours to see"
                        + System.lineSeparator());
            });
            assertThat(asked).containsExactly("Bearer mine POST /api/v1/tokens",
                    "Bearer mine GET /api/v1/tokens?tenant=acme&limit=200",
                    "Bearer mine DELETE /api/v1/tokens/17", "Bearer mine DELETE /api/v1/tokens/18");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void remote_withoutAServer_saysThatItDoesNotAnswer() {
        Said said = Said.by(Map.of("HEADRACE_TOKEN", "x"), "token", "list", "--server", "http://127.0.0.1:1");
        assertThat(said).isEqualTo(new Said(3, "", "headrace: cannot reach http://127.0.0.1:1: connection refused; is "
                + "the server running?" + System.lineSeparator()));
    }

    private static void answer(HttpExchange exchange, List<String> asked) throws IOException {
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + call);
        String body = switch (exchange.getRequestMethod()) {
            case "POST" -> "{\"id\": \"17\", \"token\": \"hr_new\"}";
            case "GET" -> "{\"items\": [{\"id\": \"17\", \"tenant\": \"acme\", \"member\": \"alice\", "
                    + "\"createdAt\": \"2026-01-01T00:00:00Z\", \"revokedAt\": null}]}";
            default -> call.endsWith("17") ? "" : "{\"code\": \"not-found\", \"detail\": \"nothing has this address\"}";
        };
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        int status = bytes.length == 0 ? 204 : body.contains("not-found") ? 404 : 200;
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Said token(String command, String... arguments) {
        var all = new java.util.ArrayList<>(List.of("token", command, "--config", config));
        all.addAll(List.of(arguments));
        return Said.by(all.toArray(String[]::new));
    }
}
