package io.headrace.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * The pulse of one open stream: every so often, its reader must still be allowed to read, and gets a sign of life when
 * there was nothing else. A reader that takes nothing for some beats is cut off.
 */
final class Heartbeat {

    private static final int PATIENCE = 3;

    private final Context ctx;
    private final Access access;
    private final long beat;
    private final OutputStream out;
    private long checked = System.nanoTime();
    private long written = System.nanoTime();

    Heartbeat(Context ctx, Access access, Duration beat) throws IOException {
        this.ctx = ctx;
        this.access = access;
        this.beat = beat.toNanos();
        this.out = ctx.res().getOutputStream();
        ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .setIdleTimeout(beat.toMillis() * PATIENCE);
    }

    /** How long there may be nothing to write until the next check is due. */
    Duration rest() {
        return Duration.ofNanos(Math.max(0, beat - (System.nanoTime() - checked)));
    }

    /** Whether the stream may go on: asked again whenever a beat has passed. */
    boolean alive() {
        if (System.nanoTime() - checked < beat) {
            return true;
        }
        checked = System.nanoTime();
        return access.still(ctx);
    }

    /** Writes, and tells whether the reader took it in time. */
    boolean write(byte[] bytes) throws IOException {
        long begun = System.nanoTime();
        out.write(bytes);
        out.flush();
        written = System.nanoTime();
        return written - begun < beat * PATIENCE;
    }

    /** Writes a sign of life when nothing was written for a beat. */
    boolean sign(byte[] bytes) throws IOException {
        return System.nanoTime() - written < beat || write(bytes);
    }
}
