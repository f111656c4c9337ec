package io.headrace.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each one of many may do something: so often at once, and so often a second in the long run (a token bucket
 * each). Those that were not seen for longest are forgotten when there are too many.
 */
final class Pace {

    private static final int MOST = 20_000;

    private final double perSecond;
    private final int atOnce;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST;
        }
    };

    private record Bucket(double left, Instant at) {}

    Pace(double perSecond, int atOnce, InstantSource clock) {
        this.perSecond = perSecond;
        this.atOnce = atOnce;
        this.clock = clock;
    }

    /** Nothing when this one may; else for how long it should not try again. */
    synchronized Duration wait(String who) {
        Instant now = clock.instant();
        Bucket before = buckets.getOrDefault(who, new Bucket(atOnce, now));
        // A clock that went back gives nothing, and takes nothing.
        double since = Math.max(0, Duration.between(before.at, now).toMillis() / 1000.0);
        double left = Math.min(atOnce, before.left + since * perSecond);
        boolean may = left >= 1;
        buckets.put(who, new Bucket(may ? left - 1 : left, now));
        return may ? Duration.ZERO : Duration.ofMillis((long) Math.ceil((1 - left) / perSecond * 1000));
    }
}
