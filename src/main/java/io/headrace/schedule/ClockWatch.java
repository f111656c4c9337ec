package io.headrace.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Notices jumps of the system's clock, by which Quartz counts: after one backwards its timers would rest for as long. */
final class ClockWatch {
    private static final Duration USUAL = Duration.ofSeconds(2);

    private final InstantSource wall;
    private final LongSupplier nanos;
    private Instant lastWall;
    private long lastNanos;

    ClockWatch(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.lastWall = wall.instant();
        this.lastNanos = nanos.getAsLong();
    }

    /** Whether it has jumped since the last call. */
    synchronized boolean jumped() {
        Instant now = wall.instant();
        long at = nanos.getAsLong();
        Duration off = Duration.between(lastWall.plusNanos(at - lastNanos), now);
        lastWall = now;
        lastNanos = at;
        return off.abs().compareTo(USUAL) > 0;
    }
}
