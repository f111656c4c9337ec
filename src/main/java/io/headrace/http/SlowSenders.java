package io.headrace.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections whose next request does not get beyond its head in time. Jetty only counts the time since the last
 * byte, so that one byte now and then would hold a connection for ever.
 */
final class SlowSenders implements AutoCloseable {

    private final Supplier<Collection<EndPoint>> open;
    private final Duration patience;
    private final Duration idle;
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("slow-senders").factory());
    private final ScheduledFuture<?> looking;
    private Map<EndPoint, Waiting> waiting = new HashMap<>();

    /** Since when a connection waits for a request to be complete; with a number that tells requests apart. */
    private record Waiting(long number, boolean begun, long nanos) {}

    /**
     * Begins to look at connections.
     *
     * @param patience from the first byte of a head to its last; the same for a handshake of TLS
     * @param idle without a request, whatever else comes (such as empty lines)
     */
    SlowSenders(Supplier<Collection<EndPoint>> open, Duration patience, Duration idle) {
        this.open = open;
        this.patience = patience;
        this.idle = idle;
        long every = Math.max(50, patience.toMillis() / 4);
        looking = timer.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
    }

    private void look() {
        // Not the clock of days, which may jump.
        long now = System.nanoTime();
        Map<EndPoint, Waiting> found = new HashMap<>();
        List<EndPoint> slow = new ArrayList<>();
        for (EndPoint one : open.get()) {
            if (http(one.getConnection()) instanceof HttpConnection connection && connection.getParser() != null) {
                HttpParser.State state = connection.getParser().getState();
                boolean begun = shakesHands(one.getConnection()) || (state.compareTo(HttpParser.State.START) > 0
                        && state.compareTo(HttpParser.State.CONTENT) < 0);
                if (begun || state == HttpParser.State.START) {
                    Waiting since = since(waiting.get(one), connection.getMessagesIn(), begun, now);
                    found.put(one, since);
                    if (now - since.nanos > (begun ? patience : idle).toNanos()) {
                        slow.add(one);
                    }
                }
            }
        }
        waiting = found;
        slow.forEach(EndPoint::close);
    }

    private static Waiting since(@Nullable Waiting before, long number, boolean begun,
            long now) {
        return before != null && before.number == number && before.begun == begun
                ? before
                : new Waiting(number, begun, now);
    }

    /** Whether the client has begun a handshake that is not done. */
    private static boolean shakesHands(Connection connection) {
        return connection instanceof SslConnection tls && tls.getBytesIn() > 0
                && tls.getSSLEngine().getSession().getProtocol().equals("NONE");
    }

    private static Connection http(Connection connection) {
        return connection instanceof SslConnection tls ? tls.getSslEndPoint().getConnection() : connection;
    }

    @Override
    public void close() {
        looking.cancel(true);
        timer.shutdownNow();
    }
}
