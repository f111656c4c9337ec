package io.headrace.http;

import io.headrace.model.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A process of its own that holds very many connections to a server, so that each side has its own files. */
final class Crowd implements AutoCloseable {

    private final Process process;

    private Crowd(Process process) {
        this.process = process;
    }

    /** Connections that say nothing. */
    static Crowd idle(int port, int connections) throws IOException {
        return start(Integer.toString(port), Integer.toString(connections));
    }

    /** Connections that each ask for the event stream, the callers in turn. */
    static Crowd listening(int port, int connections, Path folder, List<Secret> callers) throws IOException {
        Path file = Files.write(folder.resolve("callers"), callers.stream().map(Secret::reveal).toList());
        return start(Integer.toString(port), Integer.toString(connections), file.toString());
    }

    private static Crowd start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-cp",
                System.getProperty("java.class.path"), Crowd.class.getName()));
        command.addAll(List.of(arguments));
        return new Crowd(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Waits until all are there; what became of them, such as {@code open=10000}, or {@code 200=2000 503=8000}. */
    String gathered() throws IOException {
        String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                .readLine();
        return line == null ? "none" : line;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[1]);
        List<String> callers = arguments.length > 2 ? Files.readAllLines(Path.of(arguments[2])) : List.of();
        List<SocketChannel> open = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                open.add(connect(Integer.parseInt(arguments[0]),
                        callers.isEmpty() ? "" : callers.get(i % callers.size())));
            }
        } catch (IOException e) {
            System.err.println("no more than " + open.size() + " connections: " + e.getMessage());
        }
        System.out.println(callers.isEmpty() ? "open=" + open.size() : answers(open));
        System.out.flush();
        // Until it is killed, or whoever started it has gone.
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }

    private static SocketChannel connect(int port, String token) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (!token.isEmpty()) {
            channel.write(ByteBuffer.wrap(("GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                    + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
        }
        return channel;
    }

    /** How many got which status. */
    private static String answers(List<SocketChannel> channels) throws IOException {
        Map<String, Integer> seen = new TreeMap<>();
        try (Selector selector = Selector.open()) {
            for (SocketChannel channel : channels) {
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
            }
            ByteBuffer buffer = ByteBuffer.allocate(12);
            for (int left = channels.size(); left > 0;) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    buffer.clear();
                    ((SocketChannel) key.channel()).read(buffer);
                    String line = new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
                    seen.merge(line.replaceFirst("HTTP/1.1 ", ""), 1, Integer::sum);
                    key.cancel();
                    left--;
                }
                selector.selectedKeys().clear();
            }
        }
        return String.join(" ", seen.entrySet().stream().map(Object::toString).toList());
    }
}
