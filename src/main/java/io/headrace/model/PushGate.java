package io.headrace.model;

import java.util.Map;
import java.util.function.Consumer;

/**
 * Judges pushes to hosted repositories. The objects of the push can already be read by their ids; nothing else has
 * changed yet. Each line given to the terminal is shown to the pusher at once.
 */
public interface PushGate {

    /**
     * Called before the refs move. Stores the push, so that a kill afterwards loses nothing.
     *
     * @return for each ref that is refused, the reason; the others may move
     */
    Map<String, String> check(Push push, Consumer<String> terminal);

    /**
     * Told of what was refused before this gate was asked: by the rules of refs, or as the pusher may not push at all,
     * when nothing is known of what would have changed.
     */
    default void refused(Push push, String reason) {}

    /** Called after refs moved, with those that did; may wait ({@code -o wait}). */
    void landed(Push push, Consumer<String> terminal);
}
