package io.headrace.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** HTTP over a plain socket, for what a well-behaved client would not send. Bodies other than JSON are not read. */
final class Wire {

    private static final int PATIENCE_MILLIS = 20_000;

    private Wire() {}

    static Calls.Answer exchange(int port, String method, String target, byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(request);
            } catch (IOException _) {
                // It has answered before it had read everything.
            }
            InputStream in = socket.getInputStream();
            int status = Integer.parseInt(line(in).split(" ", 3)[1]);
            HttpHeaders headers = headers(in);
            boolean json = headers.firstValue("Content-Type").orElse("").contains("json") && !method.equals("HEAD");
            return new Calls.Answer(method, target, status, headers,
                    json ? new String(body(in, headers), StandardCharsets.UTF_8) : "");
        }
    }

    private static byte[] body(InputStream in, HttpHeaders headers) throws IOException {
        if (headers.firstValue("Transfer-Encoding").isEmpty()) {
            return in.readNBytes((int) headers.firstValueAsLong("Content-Length").orElse(Integer.MAX_VALUE));
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            whole.write(in.readNBytes(size));
            line(in);
        }
        return whole.toByteArray();
    }

    private static HttpHeaders headers(InputStream in) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] field = line.split(":", 2);
            headers.computeIfAbsent(field[0].toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).add(field[1].strip());
        }
        return HttpHeaders.of(headers, (_, _) -> true);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) {
                throw new IOException("the connection ended at: " + line);
            }
            line.write(one);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
