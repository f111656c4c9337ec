package io.headrace.agent;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What the server says to an agent: a first line {@code headrace STATUS TEXT}, which a shell reads, and a payload. The
 * statuses have HTTP's numbers; HTTP itself always says 200, since busybox wget shows no other bodies.
 */
final class Answer {

    static final int OK = 200;
    /** A blocked get is to ask again, with the text as its clock. */
    static final int ASK_AGAIN = 202;
    static final int NOTHING = 204;
    static final int BAD = 400;
    static final int REFUSED = 401;
    static final int UNKNOWN = 404;
    /** Aborted, or no longer wanted. */
    static final int CONFLICT = 409;
    /** The attempt has ended, so nobody will set the value. */
    static final int ENDED = 410;
    /** Not set within the time given. */
    static final int NOT_SET = 412;
    static final int TOO_LARGE = 413;
    /** The server does not know this agent, or not any more: it is to say hello. */
    static final int FORGOTTEN = 421;

    private static final byte[] NO_PAYLOAD = {};

    private final int status;
    private final String text;
    private final byte[] payload;

    Answer(int status, String text, byte[] payload) {
        this.status = status;
        this.text = text;
        this.payload = payload;
    }

    static Answer of(int status, String text) {
        return new Answer(status, text, NO_PAYLOAD);
    }

    static Answer ok(String text) {
        return of(OK, text);
    }

    static Answer value(String value) {
        return value("value", value);
    }

    static Answer value(String text, String value) {
        return new Answer(OK, text, value.getBytes(StandardCharsets.UTF_8));
    }

    /** As it travels. Line breaks of the text become spaces: it is one line. */
    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String line = "headrace " + status + " " + text.replaceAll("\\R", " ").replace('\0', ' ') + "\n";
        out.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(payload);
        return out.toByteArray();
    }
}
