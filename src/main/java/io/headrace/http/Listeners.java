package io.headrace.http;

import io.javalin.config.JettyConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;

/** The sockets that the server listens on, one for each configured address, all plain or all TLS. */
final class Listeners implements AutoCloseable {

    private static final long IDLE_MILLIS = 90_000;

    private final List<ServerConnector> connectors = new CopyOnWriteArrayList<>();
    private final List<String> addresses;
    private final Optional<Certificates> certificates;
    private final SlowSenders slow;

    Listeners(List<String> addresses, Optional<Certificates> certificates, Duration patience) {
        this.addresses = List.copyOf(addresses);
        this.certificates = certificates;
        this.slow = new SlowSenders(this::open, patience, Duration.ofMillis(IDLE_MILLIS));
    }

    /** Whether they speak TLS. */
    boolean secure() {
        return certificates.isPresent();
    }

    /** Has the server listen on all addresses. */
    void addTo(JettyConfig jetty) {
        addresses.forEach(address -> jetty.addConnector((server, base) -> connector(server, base, address)));
    }

    /** Makes the socket for {@code host:port} or {@code [v6]:port}. */
    private Connector connector(Server server, HttpConfiguration base, String address) {
        URI uri = URI.create("tcp://" + address);
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalArgumentException("not host:port: " + address);
        }
        HttpConfiguration configuration = new HttpConfiguration(base);
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(16 << 10);
        // The parsed headers of its last request are 100 KiB for each connection, and thousands of agents keep one.
        configuration.setHeaderCacheSize(0);
        ServerConnector connector = certificates.map(one -> secure(server, configuration, one))
                .orElseGet(() -> new ServerConnector(server, new HttpConnectionFactory(configuration)));
        connector.setHost(uri.getHost());
        connector.setPort(uri.getPort());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(1024);
        connectors.add(connector);
        return connector;
    }

    /** The port of the first address, once the server has started. */
    int port() {
        return connectors.getFirst().getLocalPort();
    }

    private List<EndPoint> open() {
        return connectors.stream().flatMap(one -> one.getConnectedEndPoints().stream()).toList();
    }

    @Override
    public void close() {
        slow.close();
    }

    private static ServerConnector secure(Server server, HttpConfiguration configuration, Certificates certificates) {
        // Names are the client's to check: agents come by address, which a server name never is.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        HttpConnectionFactory http = new HttpConnectionFactory(configuration);
        return new ServerConnector(server,
                new SslConnectionFactory(certificates.context(), HttpVersion.HTTP_1_1.asString()), http);
    }
}
