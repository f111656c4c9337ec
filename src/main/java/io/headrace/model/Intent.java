package io.headrace.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is about to be asked of a cloud for one instance, stored before it is asked.
 *
 * @param tryNumber from 1, a new one after each known failure
 * @param request the sealed bytes of the exact create request, null until the executor has written them; without them
 *        nothing was ever sent
 * @param since when it was first stored
 * @param notBefore no call before this time (throttled, unavailable)
 */
public record Intent(Verb verb, int tryNumber, @Nullable String request, Instant since, Instant notBefore) {

    /** What is asked. */
    public enum Verb {
        CREATE, DELETE,
        /** Starts the machine again. */
        START
    }

    public Intent withRequest(String sealed) {
        return new Intent(verb, tryNumber, sealed, since, notBefore);
    }

    /** The same act, not before that time; a known failure makes it a new try with a request of its own. */
    public Intent again(Instant time) {
        return new Intent(verb, tryNumber + 1, null, since, time);
    }

    /** The same try later: its outcome is not known, or it was refused for now. */
    public Intent later(Instant time) {
        return new Intent(verb, tryNumber, request, since, time);
    }
}
