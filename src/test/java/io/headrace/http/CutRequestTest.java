package io.headrace.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests whose connection is cut in the middle of their body: nothing of them is done. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CutRequestTest {

    private static final String RUN = "/api/v1/runs/acme/infra/shop/lamp-staging";

    private SeededServer server;
    private Calls alice;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = SeededServer.start(folder);
        alice = Calls.by(server, "acme", "alice");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void write_cutInTheMiddle_isNotDone() throws IOException {
        String before = alice.get(RUN).body();
        assertThat(cut(RUN + "/-/abort", "{\"reason\":\"cut", "Bearer " + server.token("acme", "alice").reveal()))
                .contains(" 400 ");
        assertThat(alice.get(RUN).body()).isEqualTo(before);
    }

    @Test
    void agentsPiece_cutInTheMiddle_isNotTaken() throws IOException {
        assertThat(cut("/agent/v1/output", "key-of-instance=a", "none")).contains(" 400 ")
                .doesNotContain("headrace 200");
    }

    /** Says that a longer body comes, sends this, and ends; what was answered, if anything. */
    private String cut(String path, String body, String authorization) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: " + authorization
                    + "\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n" + body)
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
