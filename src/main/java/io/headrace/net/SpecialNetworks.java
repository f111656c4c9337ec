package io.headrace.net;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The addresses that are not public. From the IANA special-purpose registries for IPv4 and IPv6, and the addresses at
 * which clouds serve metadata and credentials outside of those ranges.
 */
final class SpecialNetworks {

    private static final Map<Network, String> NETWORKS = new LinkedHashMap<>();
    /** Only this part of IPv6 is given out as global unicast. */
    private static final Network GLOBAL_IPV6 = Network.parse("2000::/3");
    /** Last four bytes are an IPv4 address, RFC 6052. */
    private static final Network NAT64 = Network.parse("64:ff9b::/96");

    static {
        add("unspecified", "0.0.0.0/8", "::/128");
        add("loopback", "127.0.0.0/8", "::1/128");
        add("link-local", "169.254.0.0/16", "fe80::/10");
        add("private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10");
        add("shared", "100.64.0.0/10");
        add("multicast", "224.0.0.0/4", "ff00::/8");
        add("cloud metadata", "168.63.129.16/32");
        add("reserved", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4", "2001::/23");
        add("documentation", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20");
        // Tunnels: what arrives at such an address goes on to the IPv4 address inside.
        add("6to4", "2002::/16");
    }

    private SpecialNetworks() {}

    private static void add(String what, String... networks) {
        for (String network : networks) {
            NETWORKS.put(Network.parse(network), what);
        }
    }

    /** What the address is in one word, or empty when it is public. */
    static Optional<String> what(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (NAT64.contains(address)) {
            return what(ipv4(bytes));
        }
        for (Map.Entry<Network, String> entry : NETWORKS.entrySet()) {
            if (entry.getKey().contains(address)) {
                return Optional.of(entry.getValue());
            }
        }
        // Among these are ::a.b.c.d and ::ffff:a.b.c.d; Java makes an IPv4 address of the latter by itself.
        return bytes.length == 16 && !GLOBAL_IPV6.contains(address) ? Optional.of("reserved") : Optional.empty();
    }

    private static InetAddress ipv4(byte[] ipv6) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(ipv6, 12, 16));
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
