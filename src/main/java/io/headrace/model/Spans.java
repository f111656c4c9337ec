package io.headrace.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the pieces of work that came of a commit, each told once it has ended. Nothing is carried from one to the next:
 * the names of the commit are enough to find the trace that they belong to, also after a restart.
 */
public interface Spans extends AutoCloseable {

    /** The span that the others of a commit hang below: from its push to its first answer. */
    String PUSH = "push";

    /** Takes nothing. */
    Spans NONE = (_, _, _, _, _, _, _) -> {};

    /**
     * Takes one piece of work; returns at once and never throws.
     *
     * @param name what was done: {@link #PUSH}, {@code compile}, {@code step deploy}
     * @param attributes more about it, by short names ({@code instance}); neither secrets nor what recipes print
     * @param failure why it failed, null when it did not
     */
    void ended(RepositoryKey repository, String commit, String name, Instant begun, Instant ended,
            Map<String, String> attributes, @Nullable String failure);

    /** Sends what was taken, for a bounded time. */
    @Override
    default void close() {}
}
