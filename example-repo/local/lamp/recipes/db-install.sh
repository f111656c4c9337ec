#!/bin/sh
# A member of the store: GET lists the entries, POST adds one. Entries are lines of a file.
set -eu
cat >Db.java <<'END'
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

final class Db {

    private static final Path ENTRIES = Path.of("entries.txt");

    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(args[0], 0), 0);
        server.createContext("/", Db::answer);
        server.start();
        Files.writeString(Path.of("port"), String.valueOf(server.getAddress().getPort()));
    }

    private static synchronized void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            String entry = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(ENTRIES, entry.strip().replace('\n', ' ') + "\n", StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        byte[] entries = Files.exists(ENTRIES) ? Files.readAllBytes(ENTRIES) : new byte[0];
        exchange.sendResponseHeaders(200, entries.length == 0 ? -1 : entries.length);
        exchange.getResponseBody().write(entries);
        exchange.close();
    }
}
END
javac -d classes Db.java
