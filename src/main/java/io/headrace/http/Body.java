package io.headrace.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

/** One request's body as it comes: no longer, no slower and no more of it in memory than it may be. */
final class Body {

    /** How much of a body that is too large is still taken, so that most senders live to read the refusal. */
    private static final int DRAINED = 8 << 20;

    private final InputStream in;
    private final long declared;
    private final Duration patience;
    private final InstantSource clock;
    private final Instant end;
    private byte[] bytes = {};
    private int length;
    private boolean over;

    /**
     * Nothing of it is read yet.
     *
     * @param declared its length; negative when that is not known
     */
    Body(InputStream in, long declared, Duration patience, InstantSource clock) {
        this.in = in;
        this.declared = declared;
        this.patience = patience;
        this.clock = clock;
        this.end = clock.instant().plus(patience);
    }

    /** Its first lines, to the end of the first empty one; all that has come when that is longer than the limit. */
    byte[] head(int limit) {
        bytes = new byte[limit];
        int end = 0;
        while (end == 0 && !over && length < limit) {
            read(limit);
            end = afterEmptyLine();
        }
        return Arrays.copyOf(bytes, end == 0 ? length : end);
    }

    private int afterEmptyLine() {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] == '\n')) {
                return i + 1;
            }
        }
        return 0;
    }

    /** All of it, for which room is made before it is read. */
    byte[] all(int limit, Held held) {
        if (declared > limit) {
            throw tooLarge(limit);
        }
        held.upTo(declared);
        while (!over) {
            if (length == bytes.length) {
                grow(limit, held);
            }
            read(bytes.length);
            if (length > limit) {
                throw tooLarge(limit);
            }
        }
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** One byte more than there may be, so that its end, or that it has none, is seen. */
    private void grow(int limit, Held held) {
        long wanted = declared >= 0 ? declared + 1 : Math.max(4096, length * 2L);
        int size = (int) Math.clamp(wanted, length + 1L, Math.max(limit, length) + 1L);
        held.upTo(Math.min(size, limit));
        bytes = Arrays.copyOf(bytes, size);
    }

    private void read(int to) {
        int count = next(bytes, length, to - length);
        over = count < 0;
        length += Math.max(0, count);
        if (clock.instant().isAfter(end)) {
            throw new ApiException(408, "too-slow", "the body did not come within " + patience.toSeconds() + " s");
        }
    }

    /** Reads some more of it and keeps nothing. */
    void drain(long most) {
        byte[] dropped = new byte[8192];
        long left = most;
        while (left > 0 && !over && !clock.instant().isAfter(end)) {
            int count = next(dropped, 0, dropped.length);
            over = count < 0;
            left -= count;
        }
    }

    private int next(byte[] into, int offset, int most) {
        try {
            return in.read(into, offset, most);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ApiException tooLarge(int limit) {
        bytes = new byte[0];
        drain(DRAINED);
        return ApiException.tooLarge(limit);
    }
}
