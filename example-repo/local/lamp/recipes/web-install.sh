#!/bin/sh
# The web server: a GET reads from the first member that answers, a POST writes to all and needs a majority.
set -eu
cat >Web.java <<'END'
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

final class Web {

    private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    public static void main(String[] args) throws IOException {
        List<String> members = List.of(args).subList(3, args.length);
        HttpServer server = HttpServer.create(new InetSocketAddress(args[0], 0), 0);
        server.createContext("/", exchange -> answer(exchange, args[1], args[2], members));
        server.start();
        Files.writeString(Path.of("port"), String.valueOf(server.getAddress().getPort()));
    }

    private static void answer(HttpExchange exchange, String name, String title, List<String> members)
            throws IOException {
        int status = 200;
        String body;
        if (exchange.getRequestMethod().equals("POST")) {
            byte[] entry = exchange.getRequestBody().readAllBytes();
            long written = members.stream().filter(member -> call(member, entry) != null).count();
            status = written * 2 > members.size() ? 200 : 503;
            body = "written to " + written + " of " + members.size() + " members by " + name + "\n";
        } else {
            String entries = members.stream().map(member -> call(member, null)).filter(text -> text != null)
                    .findFirst().orElse("no member answers\n");
            body = title + ", served by " + name + "\n" + entries;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** What the member answers, or null when it does not. */
    private static String call(String member, byte[] entry) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + member + "/"))
                .timeout(Duration.ofSeconds(2));
        if (entry != null) {
            request.POST(BodyPublishers.ofByteArray(entry));
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException gone) {
            return null;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
END
javac -d classes Web.java
