package io.headrace.net;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A URL that was checked, with the addresses that its host had then. Good until it is closed. */
public final class Permit implements AutoCloseable {

    private final URI uri;
    private final List<InetAddress> addresses;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    Permit(URI uri, List<InetAddress> addresses, Runnable release) {
        this.uri = uri;
        this.addresses = List.copyOf(addresses);
        this.release = release;
    }

    public URI uri() {
        return uri;
    }

    /** Empty for a {@code file:} URL. */
    public List<InetAddress> addresses() {
        return addresses;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }
}
