package io.headrace.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One page of a headless Chromium, driven through its DevTools protocol. */
final class Browser implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Browser(Process process, URI page) {
        this.process = process;
        this.socket = client.newWebSocketBuilder().buildAsync(page, new Listener()).join();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", Map.of());
        }
    }

    /** The browser of this machine, if it has one. */
    static Optional<Path> program() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(Path.of("/usr/bin", name), Path.of("/usr/local/bin", name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser start(Path program, Path profile) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--headless=new", "--disable-gpu",
                "--remote-debugging-port=0", "--user-data-dir=" + profile, "--no-first-run", "--disable-extensions",
                "--disable-dev-shm-usage", "--window-size=1360,1000", "--hide-scrollbars"));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--no-sandbox");
        }
        command.add("about:blank");
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(profile.resolveSibling("chromium.log").toFile())
                .start();
        Path active = profile.resolve("DevToolsActivePort");
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(active) && Files.readAllLines(active).size() > 1);
        URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(active).getFirst() + "/json/list");
        try (HttpClient client = HttpClient.newHttpClient()) {
            String pages = client.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            for (JsonNode page : JSON.readTree(pages)) {
                if (page.path("type").asText().equals("page")) {
                    return new Browser(process, URI.create(page.path("webSocketDebuggerUrl").asText()));
                }
            }
        }
        throw new IOException("chromium has no page");
    }

    void open(String url) {
        send("Page.navigate", Map.of("url", url));
    }

    /** The value of an expression, as text. */
    String value(String expression) {
        JsonNode result = send("Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise",
                        true));
        return result.path("result").path("value").asText();
    }

    /** Waits until an expression is true. */
    void await(String condition) {
        Awaitility.await(condition).atMost(PATIENCE).until(() -> value("Boolean(" + condition + ")").equals("true"));
    }

    /** What a reader of the page sees. */
    String text() {
        return value("document.body.innerText");
    }

    void click(String selector) {
        await("document.querySelector('" + selector + "')");
        value("document.querySelector('" + selector + "').click()");
    }

    void type(String text) {
        send("Input.insertText", Map.of("text", text));
    }

    /** Presses and releases a key such as {@code Tab} or {@code Enter}. */
    void press(String key, int code) {
        Map<String, Object> down = Map.of("type", "keyDown", "key", key, "code", key, "windowsVirtualKeyCode", code,
                "text",
                key.equals("Enter") ? "\r" : "");
        send("Input.dispatchKeyEvent", down);
        send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
    }

    void colours(String scheme) {
        send("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void size(int width, int height) {
        send("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void screenshot(Path file) throws IOException {
        JsonNode shot = send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(shot.path("data").asText()));
    }

    void forget() {
        send("Network.clearBrowserCookies", Map.of());
        complaints.clear();
    }

    /** Exceptions, errors and violations of the content security policy that the page caused. */
    List<String> complaints() {
        return complaints;
    }

    private JsonNode send(String method, Map<String, ?> parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
        command.set("params", JSON.valueToTree(parameters));
        synchronized (this) {
            socket.sendText(command.toString(), true).join();
        }
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Puts the pieces of messages together. */
    private final class Listener implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                take(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        private void take(String text) {
            try {
                JsonNode node = JSON.readTree(text);
                CompletableFuture<JsonNode> answer = waiting.remove(node.path("id").asInt());
                if (answer != null) {
                    answer.complete(node.path("result"));
                } else if (node.path("method").asText().equals("Runtime.exceptionThrown")) {
                    complaints.add(node.path("params").path("exceptionDetails").toString());
                } else if (node.path("params").path("entry").path("level").asText().equals("error")) {
                    complaints.add(node.path("params").path("entry").path("text").asText());
                }
            } catch (JsonProcessingException e) {
                complaints.add("not JSON: " + e.getOriginalMessage());
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
