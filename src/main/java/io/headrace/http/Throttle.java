package io.headrace.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Admits so many of something in each span of time. */
final class Throttle {

    private final int most;
    private final Duration span;
    private final InstantSource clock;
    private Instant since = Instant.MIN;
    private int admitted;

    Throttle(int most, Duration span, InstantSource clock) {
        this.most = most;
        this.span = span;
        this.clock = clock;
    }

    synchronized boolean admits() {
        Instant now = clock.instant();
        // Also when the clock went back.
        if (now.isBefore(since) || !now.isBefore(since.plus(span))) {
            since = now;
            admitted = 0;
        }
        return admitted++ < most;
    }
}
