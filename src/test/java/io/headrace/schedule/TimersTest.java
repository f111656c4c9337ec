package io.headrace.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;

/** Timers tick, also after the system's clock has jumped. */
final class TimersTest {

    @Test
    void timer_afterAJump_beginsAnew() {
        AtomicInteger hourly = new AtomicInteger();
        AtomicReference<Duration> jump = new AtomicReference<>(Duration.ZERO);
        Instant begin = Instant.parse("2026-03-01T12:00:00Z");
        long nanos = System.nanoTime();
        ClockWatch watch = new ClockWatch(
                () -> begin.plusNanos(System.nanoTime() - nanos).plus(jump.get()), System::nanoTime);
        try (Timers _ = Timers.start(Map.of("hourly", new Timers.Work(Duration.ofHours(1), hourly::incrementAndGet)),
                watch)) {
            await().until(() -> hourly.get() == 1);
            jump.set(Duration.ofHours(-1));
            await().until(() -> hourly.get() == 2);
            jump.set(Duration.ofHours(1));
            await().until(() -> hourly.get() == 3);
        }
    }
}
