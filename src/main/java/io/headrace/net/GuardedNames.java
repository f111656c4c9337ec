package io.headrace.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The names that are held by an open {@link Permit}, with the guards that hold them. It is static because name resolution
 * of a JVM is.
 */
final class GuardedNames {

    private static final Map<String, List<Guard>> HELD = new ConcurrentHashMap<>();
    private static final AtomicReference<InetAddressResolver> SYSTEM = new AtomicReference<>();

    private GuardedNames() {}

    /** Puts the resolver of this JVM behind ours. */
    static InetAddressResolver install(InetAddressResolver system) {
        SYSTEM.set(system);
        return filtering(system);
    }

    /** Answers as the other one does, but for held names only what all their guards permit. */
    static InetAddressResolver filtering(InetAddressResolver system) {
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                return permitted(host, system.lookupByName(host, policy));
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return system.lookupByAddress(address);
            }
        };
    }

    /** From now until the returned action is run, the name resolves to addresses only that the guard permits. */
    static Runnable hold(String host, Guard guard) {
        HELD.merge(host, List.of(guard), (old, one) -> {
            List<Guard> all = new ArrayList<>(old);
            all.addAll(one);
            return List.copyOf(all);
        });
        return () -> HELD.computeIfPresent(host, (_, old) -> {
            List<Guard> rest = new ArrayList<>(old);
            rest.remove(guard);
            return rest.isEmpty() ? null : List.copyOf(rest);
        });
    }

    /** Asks the system, past all that is remembered. */
    static List<InetAddress> lookUp(String host) throws UnknownHostException {
        InetAddressResolver system = SYSTEM.get();
        if (system == null) {
            // The JVM installs its resolver with the first look-up of a name.
            InetAddress.getAllByName(host);
            system = SYSTEM.get();
        }
        if (system == null) {
            throw new IllegalStateException(
                    "the class path lacks the service " + GuardedResolverProvider.class.getName()
                            + ", without which nothing that tenants name may be connected to");
        }
        LookupPolicy both = LookupPolicy.of(LookupPolicy.IPV4 | LookupPolicy.IPV6);
        try (Stream<InetAddress> found = system.lookupByName(host, both)) {
            return found.toList();
        }
    }

    private static Stream<InetAddress> permitted(String host, Stream<InetAddress> found) throws UnknownHostException {
        List<Guard> guards = HELD.get(UrlSyntax.canonical(host));
        if (guards == null) {
            return found;
        }
        List<InetAddress> addresses = found.toList();
        for (Guard guard : guards) {
            for (InetAddress address : addresses) {
                if (!guard.permits(UrlSyntax.canonical(host), address)) {
                    throw new UnknownHostException(host + " has an address that is not allowed");
                }
            }
        }
        return addresses.stream();
    }
}
