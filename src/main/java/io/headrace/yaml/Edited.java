package io.headrace.yaml;

/** What became of a text that was to be changed. */
public sealed interface Edited {

    /** The text as it is now. */
    record Text(String text) implements Edited {}

    /** Nothing is left of it. */
    record Empty() implements Edited {}

    /** It stays as it was, for this reason: a change would reach further than what was asked for. */
    record Refused(String reason) implements Edited {}
}
