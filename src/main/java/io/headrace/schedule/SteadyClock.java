package io.headrace.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of the system without its jumps: a correction of the system's clock by up to three hours is followed slowly,
 * an hour within six, and never back, so that nothing runs out of time at once and nothing waits an hour too long. Larger
 * ones are followed at once: then the system slept, or its clock was never right.
 */
public final class SteadyClock implements InstantSource {
    private static final Logger LOG = LoggerFactory.getLogger(SteadyClock.class);

    /** What a clock that is kept right by small steps may be off. */
    private static final Duration USUAL = Duration.ofSeconds(2);
    private static final Duration MOST = Duration.ofHours(3);
    private static final int SHARE = 6;

    private final InstantSource wall;
    private final LongSupplier nanos;
    private Instant shown;
    private long shownAt;
    private boolean following;

    /**
     * @param wall the system's clock
     * @param nanos counts nanoseconds that really pass, from any beginning
     */
    public SteadyClock(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.shown = wall.instant();
        this.shownAt = nanos.getAsLong();
    }

    /** It is at least so late: something was written down at that time, before the process began. */
    public synchronized void atLeast(Instant known) {
        if (known.isAfter(shown) && Duration.between(shown, known).compareTo(MOST) <= 0) {
            LOG.warn("The system's clock is {} behind what was written before the start; following it slowly",
                    Duration.between(shown, known));
            shown = known;
            following = true;
        }
    }

    @Override
    public synchronized Instant instant() {
        long now = nanos.getAsLong();
        Duration passed = Duration.ofNanos(Math.max(0, now - shownAt));
        Instant expected = shown.plus(passed);
        Duration off = Duration.between(expected, wall.instant());
        shown = next(expected, off, passed);
        shownAt = now;
        return shown;
    }

    private Instant next(Instant expected, Duration off, Duration passed) {
        Duration size = off.abs();
        if (size.compareTo(USUAL) <= 0) {
            following = false;
            Instant right = expected.plus(off);
            return right.isBefore(shown) ? shown : right;
        }
        if (size.compareTo(MOST) > 0) {
            LOG.warn("The system's clock jumped by {}; following it at once", off);
            following = false;
            return expected.plus(off);
        }
        if (!following) {
            LOG.warn("The system's clock jumped by {}; following it slowly", off);
            following = true;
        }
        Duration step = passed.dividedBy(SHARE);
        Duration towards = step.compareTo(size) < 0 ? step : size;
        return off.isNegative() ? expected.minus(towards) : expected.plus(towards);
    }
}
