package io.headrace.reconcile;

import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

final class MarkedTest {

    private static final RunKey LAMP = new RepositoryKey("acme", "infra").run("shop/lamp");

    private static Map<String, String> marks() {
        Map<String, String> marks = MDC.getCopyOfContextMap();
        return marks == null ? Map.of() : new TreeMap<>(marks);
    }

    @Test
    void thread_whileItLooksAtARun_marksItsLines() throws InterruptedException {
        BlockingQueue<Map<String, String>> seen = new LinkedBlockingQueue<>();
        Coalescer<RunKey> coalescer = new Coalescer<>("run", 1, Marked::by, _ -> seen.add(marks()));
        coalescer.wake(LAMP);
        assertThat(seen.poll(10, TimeUnit.SECONDS))
                .isEqualTo(Map.of("tenant", "acme", "repository", "infra", "run", "shop/lamp"));
        coalescer.close(System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
    }

    @Test
    void marks_ofAnAttempt_endWithIt() {
        try (Marked _ = Marked.by(LAMP, 3)) {
            assertThat(marks()).containsEntry("attempt", "3").hasSize(4);
        }
        assertThat(marks()).isEmpty();
    }
}
