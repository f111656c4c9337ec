package io.headrace.git;

import io.headrace.model.RepositoryKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.headrace.git.GitServer.INFRA;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may see and do what over HTTP. */
final class AccessTest {

    @TempDir
    Path folder = Path.of("");

    private GitServer server;
    private GitClient client;

    @BeforeEach
    void start() {
        server = GitServer.start(folder.resolve("server"));
        client = GitClient.init(folder.resolve("client"), "main");
    }

    @AfterEach
    void stop() {
        server.assertQuiet();
        server.close();
    }

    @Test
    void clone_emptyRepository_works() {
        client.git("clone", "-q", server.url(), "copy");
        assertThat(folder.resolve("client/copy/.git")).isDirectory();
    }

    @Test
    void clone_deployedBranchIsCheckedOut() {
        server.repositories.create(new RepositoryKey("acme", "trunk"), "trunk");
        client.write("a.yaml", "a: 1\n").commit("First");
        client.git("push", "-q", server.url("alice", new RepositoryKey("acme", "trunk")), "main:trunk");
        client.git("clone", "-q", server.url("alice", new RepositoryKey("acme", "trunk")), "copy");
        assertThat(folder.resolve("client/copy/a.yaml")).hasContent("a: 1\n");
    }

    @Test
    void viewer_fetchesButIsToldThatPushingIsNotForViewers() {
        client.commit("First");
        client.git("push", "-q", server.url(), "main");
        client.git("clone", "-q", server.url("vera", INFRA), "copy");
        client.commit("Second");
        GitClient.Outcome outcome = client.tryGit("push", server.url("vera", INFRA), "main");
        assertThat(outcome.good()).isFalse();
        assertThat(outcome.output()).contains("vera is a viewer of 'acme': viewers may fetch, not push");
    }

    @Test
    void operator_seesEveryTenant() {
        client.commit("First");
        client.git("push", "-q", server.url("root", INFRA), "main");
        assertThat(server.gate.landed).extracting(push -> push.principal().name()).containsExactly("root");
    }

    @Test
    void otherTenant_everyRequest_answersAsIfTheRepositoryDidNotExist() throws Exception {
        server.repositories.create(new RepositoryKey("other", "own"), "main");
        for (String path : List.of("/info/refs?service=git-upload-pack", "/info/refs?service=git-receive-pack",
                "/git-upload-pack", "/git-receive-pack", "/HEAD", "/objects/info/packs", "/config", "")) {
            for (String method : List.of("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS")) {
                Answer foreign = ask(method, "bob", "/git/acme/infra.git" + path);
                Answer missing = ask(method, "bob", "/git/acme/nothing.git" + path);
                Answer nobody = ask(method, "bob", "/git/nobody/infra.git" + path);
                assertThat(List.of(foreign, nobody)).as(method + " " + path).containsOnly(missing);
                assertThat(foreign.status).isEqualTo(404);
            }
        }
        RepositoryKey nothing = new RepositoryKey("acme", "nothing");
        client.commit("First");
        for (List<String> verb : List.of(List.of("clone", "-q"), List.of("push", "-q"), List.of("ls-remote"),
                List.of("push", "-q", "--delete"), List.of("fetch", "-q"))) {
            List<String> answers = List.of(INFRA, nothing).stream().map(key -> {
                List<String> words = new java.util.ArrayList<>(verb);
                words.add(verb.size() == 3 ? 2 : words.size(), server.url("bob", key));
                words.addAll(verb.contains("push") ? List.of("main") : List.of());
                return client.tryGit(words.toArray(String[]::new))
                        .output()
                        .replace("/" + key.name() + ".git", "/X.git");
            }).toList();
            assertThat(answers.getFirst()).as(verb.toString()).isEqualTo(answers.getLast()).contains("not found");
        }
        assertThat(server.repositories.refs(INFRA)).isEmpty();
    }

    @Test
    void withoutToken_everyPath_answers401() throws Exception {
        for (String path : List.of("/git/acme/infra.git/info/refs?service=git-upload-pack",
                "/git/acme/nothing.git/info/refs?service=git-upload-pack", "/git/acme/infra.git/git-receive-pack")) {
            assertThat(ask("GET", "nobody", path).status).isEqualTo(401);
            assertThat(ask("GET", "", path).status).isEqualTo(401);
        }
        assertThat(client.tryGit("clone", server.url("nobody", INFRA)).output()).contains("Authentication failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic !!!", "Basic YQ==", "Bearer", "Digest x", "Basic Og=="})
    void oddAuthorization_answers401(String header) throws Exception {
        HttpRequest request = HttpRequest
                .newBuilder(uri("/git/acme/infra.git/info/refs?service=git-upload-pack"))
                .header("Authorization", header)
                .build();
        assertThat(send(request).status).isEqualTo(401);
    }

    @Test
    void bearerToken_isTakenToo() {
        client.commit("First");
        String url = "http://127.0.0.1:" + server.port() + "/git/acme/infra.git";
        client.git("-c", "http.extraHeader=Authorization: Bearer alice-token", "push", "-q", url, "main");
        assertThat(server.repositories.tip(INFRA, "main")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/git/acme/..%2Fother%2Fown.git/info/refs?service=git-upload-pack",
        "/git/acme/infra.git/../../other/own.git/info/refs?service=git-upload-pack",
        "/git/acme/infra%00.git/info/refs?service=git-upload-pack",
        "/git/.incoming/x.git/info/refs?service=git-upload-pack",
        "/git/acme/infra.git/objects/info/alternates", "/git/acme/infra.git/config",
        "/git/acme/infra.git/info/refs", "/git/acme/infra.git/info/refs?service=git-archive"})
    void oddPath_neverLeadsToFiles(String path) throws Exception {
        assertThat(ask("GET", "alice", path).status).isIn(400, 403, 404);
    }

    @Test
    void hiddenRefs_areNeitherListedNorFetched() {
        String first = client.commit("First");
        client.git("push", "-q", server.url(), "main");
        server.repositories.hold(INFRA, "refs/headrace/good/lamp", first);
        client.git("checkout", "-q", "--orphan", "other");
        String second = client.write("b.yaml", "b: 1\n").commit("Second");
        client.git("push", "-q", "--force", server.url(), "other:main");
        server.repositories.note(INFRA, second, "headrace: success");
        for (String version : List.of("0", "2")) {
            assertThat(client.git("-c", "protocol.version=" + version, "ls-remote", server.url()).lines())
                    .extracting(line -> line.substring(41))
                    .containsExactlyInAnyOrder("HEAD", "refs/heads/main", "refs/notes/headrace");
            GitClient copy = GitClient.init(folder.resolve("copy" + version), "main");
            GitClient.Outcome outcome = copy.tryGit("-c", "protocol.version=" + version, "fetch", server.url(), first);
            assertThat(outcome.good()).as(outcome.output()).isFalse();
        }
        assertThat(server.repositories.refs(INFRA).keySet()).containsExactly("refs/heads/main", "refs/notes/headrace");
        assertThat(server.repositories.commit(INFRA, first).subject()).isEqualTo("First");
        assertThat(server.repositories.resolve(INFRA, "refs/headrace/good/lamp")).isEmpty();
        server.repositories.letGo(INFRA, "refs/headrace/good/lamp");
        assertThat(Files.exists(server.folder().resolve("refs/headrace/good/lamp"))).isFalse();
    }

    @Test
    void notes_areFetchedAndShownByGitLog() {
        String id = client.commit("First");
        client.git("push", "-q", server.url(), "main");
        server.repositories.note(INFRA, id, "headrace/lamp: pending");
        server.repositories.note(INFRA, id, "headrace/lamp: success");
        client.git("fetch", "-q", server.url(), "refs/notes/headrace:refs/notes/headrace");
        assertThat(client.git("log", "--notes=headrace", "-1")).contains("headrace/lamp: success");
        assertThat(server.repositories.note(INFRA, id)).contains("headrace/lamp: success");
        assertThat(client.git("rev-list", "--count", "refs/notes/headrace")).isEqualTo("2");
    }

    private record Answer(int status, String body, Optional<String> type, Map<String, List<String>> auth) {}

    private Answer ask(String method, String user, String path) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .method(method, HttpRequest.BodyPublishers.ofString(method.equals("POST") ? "0000" : ""));
        if (!user.isEmpty()) {
            byte[] pair = ("x:" + user + "-token").getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }
        return send(request.build());
    }

    private static Answer send(HttpRequest request) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body(), answer.headers().firstValue("Content-Type"),
                    Map.of("auth", answer.headers().allValues("WWW-Authenticate")));
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
