package io.headrace.git;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/** Makes the HTTP connections of one fetch; the guard is asked before each, so also for each hop of a redirect. */
final class GuardedConnections implements HttpConnectionFactory {

    private final UrlGuard guard;
    private final GitLimits limits;
    private final InstantSource clock;
    private final Instant deadline;

    GuardedConnections(UrlGuard guard, GitLimits limits, InstantSource clock, Instant deadline) {
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
        URI uri;
        try {
            uri = url.toURI();
        } catch (URISyntaxException e) {
            throw new IOException("not a URL: " + e.getMessage(), e);
        }
        Optional<String> refusal = RemoteUrl.refusal(uri, guard);
        if (refusal.isPresent()) {
            throw new IOException(refusal.get());
        }
        return new GuardedConnection(url, proxy == null ? Proxy.NO_PROXY : proxy, limits.pushBytes(), clock, deadline);
    }
}
