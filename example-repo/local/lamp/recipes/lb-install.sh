#!/bin/sh
# The balancer: passes each request to the next back end of the file `backends`, which may change at any time.
set -eu
cat >Lb.java <<'END'
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

final class Lb {

    private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final AtomicInteger NEXT = new AtomicInteger();

    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(args[0], 0), 0);
        server.createContext("/", Lb::answer);
        server.start();
        Files.writeString(Path.of("port"), String.valueOf(server.getAddress().getPort()));
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        List<String> backends = Files.readAllLines(Path.of("backends"));
        int status = 502;
        byte[] answer = "no back end answers\n".getBytes(StandardCharsets.UTF_8);
        for (int tries = 0; tries < backends.size() && status == 502; tries++) {
            String backend = backends.get(Math.floorMod(NEXT.getAndIncrement(), backends.size()));
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + backend + "/"))
                    .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
                    .timeout(Duration.ofSeconds(10)).build();
            try {
                HttpResponse<byte[]> response = CLIENT.send(request, BodyHandlers.ofByteArray());
                status = response.statusCode();
                answer = response.body();
            } catch (IOException gone) {
                System.err.println(backend + " does not answer: " + gone.getMessage());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
END
javac -d classes Lb.java
cat >rewire <<'END'
#!/bin/sh
# Writes the back ends that are there now, in one step.
set -eu
: >backends.new
for index in $(headrace get "$backend:ids" | tr ',' ' '); do
  headrace get --timeout 300 "$backend.$index:endpoint" >>backends.new
done
mv backends.new backends
headrace display "balancing $(wc -l <backends | tr -d ' ') back ends"
END
chmod +x rewire
