package io.headrace.git;

import io.headrace.net.ForbiddenUrlException;
import io.headrace.net.Guard;
import io.headrace.net.Permit;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the HTTP connections of one fetch; the guard is asked before each, so also for each hop of a redirect. What it
 * permitted stays permitted until this is closed, and nothing else.
 */
final class GuardedConnections implements HttpConnectionFactory, AutoCloseable {

    private final Guard guard;
    private final GitLimits limits;
    private final InstantSource clock;
    private final Instant deadline;
    private final List<Permit> permits = new ArrayList<>();

    GuardedConnections(Guard guard, GitLimits limits, InstantSource clock, Instant deadline) {
        this.guard = guard;
        this.limits = limits;
        this.clock = clock;
        this.deadline = deadline;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return create(url, null);
    }

    @Override
    public HttpConnection create(URL url, @Nullable Proxy proxy) throws IOException {
        try {
            permits.add(guard.permit(RemoteUrl.checked(url.toString())));
        } catch (ForbiddenUrlException e) {
            throw new IOException(e.getMessage(), e);
        }
        return new GuardedConnection(url, proxy == null ? Proxy.NO_PROXY : proxy, limits.pushBytes(), clock, deadline);
    }

    @Override
    public void close() {
        permits.forEach(Permit::close);
    }
}
