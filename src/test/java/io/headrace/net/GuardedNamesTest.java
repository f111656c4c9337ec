package io.headrace.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class GuardedNamesTest {

    private static final InetAddress PUBLIC = InetAddress.ofLiteral("192.88.98.1");
    private static final InetAddress METADATA = InetAddress.ofLiteral("169.254.169.254");
    private static final LookupPolicy BOTH = LookupPolicy.of(LookupPolicy.IPV4 | LookupPolicy.IPV6);

    private final Guard guard = new Guard(GuardRules.publicOnly());
    private List<InetAddress> dns = List.of(PUBLIC);
    private final InetAddressResolver resolver = GuardedNames.filtering(new InetAddressResolver() {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) {
            return dns.stream();
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            throw new UnknownHostException();
        }
    });

    @Test
    void name_rebound_resolvesToNothingWhileHeld() throws Exception {
        Runnable release = GuardedNames.hold("rebound.example", guard);
        assertThat(resolver.lookupByName("rebound.example", BOTH)).containsExactly(PUBLIC);
        dns = List.of(METADATA);
        assertThatThrownBy(() -> resolver.lookupByName("Rebound.Example.", BOTH))
                .isInstanceOf(UnknownHostException.class);
        release.run();
        assertThat(resolver.lookupByName("rebound.example", BOTH)).containsExactly(METADATA);
    }

    @Test
    void name_withOneBadAddressAmongGood_resolvesToNothingWhileHeld() {
        Runnable release = GuardedNames.hold("mixed.example", guard);
        dns = List.of(PUBLIC, METADATA);
        assertThatThrownBy(() -> resolver.lookupByName("mixed.example", BOTH)).isInstanceOf(UnknownHostException.class);
        release.run();
    }

    @Test
    void name_heldTwice_staysHeldUntilBothAreReleased() throws Exception {
        Runnable first = GuardedNames.hold("twice.example", guard);
        Runnable second = GuardedNames.hold("twice.example", guard);
        dns = List.of(METADATA);
        first.run();
        assertThatThrownBy(() -> resolver.lookupByName("twice.example", BOTH)).isInstanceOf(UnknownHostException.class);
        second.run();
        assertThat(resolver.lookupByName("twice.example", BOTH)).containsExactly(METADATA);
    }

    @Test
    void resolver_ofThisJvm_isOurs() throws Exception {
        // Fails when the JVM did not find the provider and therefore never handed over its own resolver.
        assertThat(GuardedNames.lookUp("localhost")).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    }
}
