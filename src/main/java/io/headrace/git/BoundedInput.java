package io.headrace.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;

/** A stream from a stranger that ends with an error after so many bytes, or at a time. */
final class BoundedInput extends FilterInputStream {

    private final String what;
    private final long bytes;
    private final InstantSource clock;
    private final Instant deadline;
    private long seen;

    BoundedInput(InputStream in, String what, long bytes, InstantSource clock, Instant deadline) {
        super(in);
        this.what = what;
        this.bytes = bytes;
        this.clock = clock;
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        check();
        int value = super.read();
        seen += value < 0 ? 0 : 1;
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        check();
        int count = super.read(buffer, offset, length);
        seen += Math.max(0, count);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] dropped = new byte[Math.clamp(count, 0, 8192)];
        return Math.max(0, read(dropped, 0, dropped.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void check() throws IOException {
        if (seen > bytes) {
            throw new IOException(what + " has more than " + bytes + " bytes, which is the limit");
        }
        if (clock.instant().isAfter(deadline)) {
            throw new IOException(what + " took too long");
        }
    }
}
