package io.headrace.http;

import com.sun.management.UnixOperatingSystemMXBean;
import io.headrace.model.Secret;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Ten thousand others do not keep one caller from being answered; how fast is printed, not asserted. */
@Timeout(300)
final class CrowdTest {

    private static final int MANY = 10_000;
    private static final WebSettings.Bounds BOUNDS = WebSettings.Bounds.DEFAULT;

    @TempDir
    Path folder;

    @Test
    void connections_tenThousandThatIdle_leaveOthersAnswered() throws IOException {
        try (SeededServer server = SeededServer.bounded(folder, BOUNDS)) {
            Calls alice = Calls.by(server, "acme", "alice");
            String alone = requests(alice);
            try (Crowd crowd = Crowd.idle(server.url.getPort(), possible())) {
                String gathered = crowd.gathered();
                System.out
                        .println("idle connections: " + gathered + "; another caller: " + requests(alice) + "; alone: "
                                + alone);
                assertThat(gathered).isEqualTo("open=" + possible());
            }
        }
    }

    @Test
    void streams_tenThousandAskedFor_areCappedAndLeaveOthersAnswered() throws IOException {
        try (SeededServer server = SeededServer.bounded(folder, BOUNDS)) {
            Calls alice = Calls.by(server, "acme", "alice");
            String alone = requests(alice);
            List<Secret> callers = IntStream.range(0, 200).mapToObj(i -> server.token("acme", "reader-" + i)).toList();
            try (Crowd crowd = Crowd.listening(server.url.getPort(), possible(), folder, callers)) {
                String gathered = crowd.gathered();
                System.out.println("event streams: " + gathered + "; another caller: " + requests(alice) + "; alone: "
                        + alone);
                assertThat(gathered).isEqualTo(
                        "200=" + BOUNDS.eventReaders() + " 503=" + (possible() - BOUNDS.eventReaders()));
            }
        }
    }

    /** So many as the limit of open files leaves, which is printed with the figures. */
    private static int possible() {
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : MANY;
        return (int) Math.min(MANY, files - 500);
    }

    /** Makes some requests, all of which are answered, and says how long they took. */
    private static String requests(Calls caller) {
        long[] micros = IntStream.range(0, 100).mapToLong(_ -> {
            long begin = System.nanoTime();
            assertThat(caller.get("/api/v1/runs").status()).isEqualTo(200);
            return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin);
        }).sorted().toArray();
        return "100 requests, median " + micros[50] / 1000.0 + " ms, slowest " + micros[99] / 1000.0 + " ms";
    }
}
