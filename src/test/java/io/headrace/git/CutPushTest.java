package io.headrace.git;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.headrace.git.GitServer.INFRA;
import static org.assertj.core.api.Assertions.assertThat;

/** A push whose connection is cut in the middle of its pack leaves nothing behind. */
final class CutPushTest {

    private static final String ZERO = "0".repeat(40);

    @TempDir
    Path folder = Path.of("");

    @Test
    void push_cutInTheMiddle_leavesNoRefNoObjectsAndNoFiles() throws Exception {
        try (GitServer server = GitServer.start(folder.resolve("server"))) {
            for (int sent : new int[]{0, 3, 12, 2000}) {
                cut(server, sent);
            }
            Path incoming = server.root.resolve(".incoming");
            Awaitility.await().untilAsserted(() -> assertThat(below(incoming)).isEmpty());
            assertThat(server.repositories.refs(INFRA)).isEmpty();
            assertThat(below(server.root.resolve("acme/infra.git/objects/pack"))).isEmpty();
        }
    }

    /** Sends a command and so many bytes of a pack that has more. */
    private static void cut(GitServer server, int sent) throws IOException {
        String command = ZERO + " " + "1".repeat(40) + " refs/heads/main\0report-status";
        String lines = String.format("%04x", command.length() + 4) + command + "0000";
        byte[] pack = new byte[sent];
        byte[] head = "PACK\0\0\0\2\0\0\0\7".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(head, 0, pack, 0, Math.min(sent, head.length));
        String credentials = Base64.getEncoder().encodeToString("x:alice-token".getBytes(StandardCharsets.UTF_8));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /git/acme/infra.git/git-receive-pack HTTP/1.1\r\nHost: x\r\nAuthorization: Basic "
                    + credentials + "\r\nContent-Type: application/x-git-receive-pack-request\r\nContent-Length: 100000"
                    + "\r\n\r\n" + lines).getBytes(StandardCharsets.ISO_8859_1));
            out.write(pack);
            out.flush();
        }
    }

    private static List<Path> below(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }
}
