package io.headrace.http;

import io.headrace.http.WebSettings.Patience;
import io.headrace.model.Principal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * What keeps one caller from taking all there is: so many requests a second of one principal, and so many failed logins a
 * minute from one address. A good token is always let in, whatever others send from its address.
 */
final class Pacing {

    /** Bursts of so many seconds' worth pass. */
    private static final int BURST = 10;

    private final Patience patience;
    private final Pace requests;
    private final Pace failures;

    Pacing(Patience patience, InstantSource clock) {
        this.patience = patience;
        this.requests = new Pace(patience.requestsPerSecond(), patience.requestsPerSecond() * BURST, clock);
        this.failures = new Pace(patience.failedLoginsPerMinute() / 60.0, patience.failedLoginsPerMinute(), clock);
    }

    /** Counts a request of a caller; over the measure it is refused. */
    void admit(Principal caller) {
        Duration wait = requests.wait(caller.tenant() + "/" + caller.name());
        if (wait.isPositive()) {
            throw tooMany("one caller may make " + patience.requestsPerSecond() + " requests a second", wait);
        }
    }

    /** The answer to credentials that are not good: why, or over the measure that there were too many. */
    ApiException failed(String address, String why) {
        Duration wait = failure(address);
        return wait.isPositive()
                ? tooMany("too many failed logins came from your address", wait)
                : Access.unauthenticated(why);
    }

    /** Counts a failed login; positive when there were too many from that address, and then for how long. */
    Duration failure(String address) {
        return failures.wait(address);
    }

    private static ApiException tooMany(String detail, Duration wait) {
        return new ApiException(429, "too-many-requests", detail + "; try again after Retry-After",
                Map.of("retryAfter", seconds(wait)));
    }

    /** As {@code Retry-After} says it. */
    static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
