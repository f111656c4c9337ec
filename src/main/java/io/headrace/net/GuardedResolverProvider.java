package io.headrace.net;

import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;

/**
 * Puts the guard into the name resolution of this JVM, found by it through {@link java.util.ServiceLoader}. It answers
 * as the system does, except that a name which is held by an open {@link Permit} has permitted addresses or none: so DNS
 * that answers the check with a public address and the connection, a moment later, with an internal one, gains nothing.
 * It stands here, and not in one HTTP client, because JGit and clients of clouds make connections of their own.
 */
public final class GuardedResolverProvider extends InetAddressResolverProvider {

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return GuardedNames.install(configuration.builtinResolver());
    }

    @Override
    public String name() {
        return "headrace";
    }
}
