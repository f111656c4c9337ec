package io.headrace.connector;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** What can go wrong with one call to {@link InMemoryCloud}. */
public sealed interface Fault {

    /** Refused; nothing is done. */
    record Refused(CloudException failure) implements Fault {}

    /** It is done, but the answer does not arrive. */
    record AnswerLost() implements Fault {}

    /** It is not done, and the caller cannot know. */
    record RequestLost() implements Fault {}

    /** It is done as it should be, after this time. */
    record Slow(Duration time) implements Fault {}

    /** It is done as it should be, once the latch is open. */
    record Held(CountDownLatch latch) implements Fault {}
}
