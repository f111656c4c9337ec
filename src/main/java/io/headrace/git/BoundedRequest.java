package io.headrace.git;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body ends: after unpacking it has at most so many bytes, and takes at most so much time. JGit also reads
 * what is left of a body that it refused, so that the answer reaches the client; a client that never ends is cut off.
 */
final class BoundedRequest extends HttpServletRequestWrapper {

    private static final long COMMANDS = 8L * 1024 * 1024;

    private final GitLimits limits;
    private final InstantSource clock;
    private @Nullable ServletInputStream body;

    BoundedRequest(HttpServletRequest request, GitLimits limits, InstantSource clock) {
        super(request);
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream known = body;
        if (known == null) {
            InputStream in = super.getInputStream();
            String encoding = super.getHeader("Content-Encoding");
            if (encoding != null && (encoding.equals("gzip") || encoding.equals("x-gzip"))) {
                in = new GZIPInputStream(in);
            }
            long bytes = 2 * limits.pushBytes() + COMMANDS;
            known = new Body(
                    new BoundedInput(in, "the request", bytes, clock, clock.instant().plus(limits.transfer())));
            body = known;
        }
        return known;
    }

    @Override
    public @Nullable String getHeader(String name) {
        String value = super.getHeader(name);
        boolean unpacked = "Content-Encoding".equalsIgnoreCase(name) && value != null && value.endsWith("gzip");
        return unpacked ? null : value;
    }

    /** A plain stream as the servlet API wants it. */
    private static final class Body extends ServletInputStream {

        private final InputStream in;
        private boolean finished;

        Body(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            finished |= value < 0;
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            finished |= count < 0;
            return count;
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public boolean isFinished() {
            return finished;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("this body is read by blocking");
        }
    }
}
