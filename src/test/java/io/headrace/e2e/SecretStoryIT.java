package io.headrace.e2e;

import io.headrace.telemetry.Collector;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Secrets that a run takes, makes and fails with: searched for in all that the server says to its owner and to the
 * operator, writes into its log, keeps on its disk, hands out by git and sends to a collector of traces.
 */
final class SecretStoryIT {

    private static final String GIVEN = "given-Kx4pQ9vTz2";
    private static final String MADE = "made-Wb7mR3nLc8";

    /** The recipes put the second one together, so that it does not stand in the repository. */
    private static final String RUN = """
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: db}
        spec:
          inputs: [{name: password, type: secret}]
          outputs: [{name: made, type: secret}, {name: length}]
          recipes:
            deploy: |
              #!/bin/sh
              set -e
              value=$(headrace get password)
              headrace set length ${#value}
              headrace set made "made-$(printf 'Wb7mR3%s' nLc8)"
        ---
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: web}
        spec:
          inputs: [{name: key, type: secret}]
          recipes:
            deploy: |
              #!/bin/sh
              test "$(headrace get key)" = "made-$(printf 'Wb7mR3%s' nLc8)" || exit 9
              headrace set nothing-that-is-declared "$(headrace get key)"
              headrace abort "cannot go on"
        ---
        apiVersion: headrace.io/v1
        kind: Application
        metadata: {name: shop}
        spec:
          inputs: [{name: password, type: secret}]
          nodes:
            db: {component: db, inputs: {password: "${inputs.password}"}}
            web: {component: web, inputs: {key: "${db.made}"}}
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: shop}
        spec:
          application: shop
          cloud: local
          inputs: {password: {secret: db-password}}
        """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void secrets_ofARunThatFails_standNowhere() throws IOException {
        try (Collector collector = Collector.start();
                Headrace headrace = Headrace.stopped(folder.resolve("server"))) {
            headrace.traceTo(collector.url());
            headrace.start();
            WorkingCopy copy = headrace.workingCopy("copy").write("shop.yaml", RUN);
            String commit = copy.commit("Open the shop");
            List<String> said = new java.util.ArrayList<>(List.of(copy.push()));
            assertThat(said.getFirst()).contains("shop.yaml:42:31: warning: secret 'db-password' is not set, and what"
                    + " needs it waits: run `headrace secret set db-password`");
            assertThat(headrace.call("PUT", "/api/v1/tenants/acme/secrets/db-password", "{\"value\":\"" + GIVEN + "\"}")
                    .statusCode()).isEqualTo(204);
            headrace.awaitStatus(commit, "headrace/shop", "failure");
            assertThat(headrace.get("/api/v1/runs/acme/infra/shop/-/parameters").toString())
                    .contains("\"length\",\"value\":\"16\"", "***");
            for (String address : addresses(commit)) {
                HttpResponse<String> answer = headrace.call("GET", address, "");
                said.add(address + " " + answer.headers() + "\n" + answer.body());
            }
            said.add(headrace.call("PUT", "/api/v1/tenants/acme/secrets/db-password",
                    "{\"valu\":\"" + GIVEN + "\"}").body());
            said.add(headrace.call("POST", "/api/v1/session", "{\"token\":[\"" + headrace.token() + "\"]}").body());
            copy.git("fetch", "-q", "origin", "refs/notes/headrace:refs/notes/headrace");
            said.add(copy.git("log", "--notes=headrace"));
            headrace.terminate();
            said.add(collector.spans().toString());
            said.addAll(kept(headrace.folder()));
            for (String secret : List.of(GIVEN, MADE, headrace.token(), Headrace.HOOK_SECRET)) {
                assertThat(said).filteredOn(text -> text.contains(secret)).as(secret).isEmpty();
            }
            assertThat(said.toString()).contains("cannot go on", "step deploy").hasSizeGreaterThan(20_000);
        }
    }

    /** All addresses of the description that can be asked for with what there is. */
    private static List<String> addresses(String commit) throws IOException {
        Pattern path = Pattern.compile("  (/\\S+):");
        return Files.readAllLines(Path.of("schemas/openapi.yaml"))
                .stream()
                .map(path::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(match -> match.group(1)
                        .replace("{tenant}", "acme")
                        .replace("{repository}", "infra")
                        .replace("{name}", "shop")
                        .replace("{secret}", "db-password")
                        .replace("{commit}", commit)
                        .replace("{ref}", commit)
                        .replace("{step}", "web.1:1:1")
                        .replace("{instance}", "web.1:1"))
                .filter(address -> !address.contains("{") && !address.equals("/api/v1/events"))
                .toList();
    }

    /** The files of the server, its log and its database among them, but for the machines' own and what is configured. */
    private static List<String> kept(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(folder.resolve("data/machines"))
                            && !file.startsWith(folder.resolve("copy")) && !file.endsWith("hook-secret"))
                    .map(SecretStoryIT::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return file + "\n" + new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
