package io.headrace.agent;

/** What a request is worth by the lines before its payload. */
public sealed interface Heading {

    /**
     * It has the token of an instance.
     *
     * @param tenant the instance's
     * @param mostBytes of the whole request, with its payload
     */
    record Good(String tenant, int mostBytes) implements Heading {}

    /** It has not: the answer, whatever would follow. Nobody compares two of them. */
    @SuppressWarnings("ArrayRecordComponent")
    record Refused(byte[] answer) implements Heading {}
}
