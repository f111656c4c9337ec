package io.headrace.net;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A range of addresses that share their first bits, written as {@code 10.0.0.0/8}, {@code fd00::/8} or one address. */
public final class Network {

    private static final Pattern QUAD = Pattern.compile(
            "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");

    private final byte[] first;
    private final int bits;

    private Network(byte[] first, int bits) {
        this.first = first;
        this.bits = bits;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with a message for the operator when it is not one, or when bits beyond the prefix
     *         are set
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = literal(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int bits = address.length * 8;
        if (slash >= 0) {
            String length = text.substring(slash + 1);
            if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > bits) {
                throw new IllegalArgumentException("'" + text + "' is not a network: the prefix is 0 to " + bits);
            }
            bits = Integer.parseInt(length);
        }
        if (!Arrays.equals(address, masked(address, bits))) {
            throw new IllegalArgumentException("'" + text + "' is not a network: bits beyond the prefix are set");
        }
        return new Network(address, bits);
    }

    /** An address in its one plain spelling: four decimal numbers, or IPv6 without a zone. */
    static InetAddress literal(String text) {
        if (isQuad(text) || (text.indexOf(':') >= 0 && text.matches("[0-9A-Fa-f:.]+"))) {
            return InetAddress.ofLiteral(text);
        }
        throw new IllegalArgumentException("'" + text + "' is not an address");
    }

    static boolean isQuad(String text) {
        return QUAD.matcher(text).matches();
    }

    /** Whether the address is one of these. An IPv4 address is never in a network of IPv6 and the other way round. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == first.length && Arrays.equals(first, masked(bytes, bits));
    }

    private static byte[] masked(byte[] address, int bits) {
        byte[] out = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            int kept = Math.clamp(bits - 8L * i, 0, 8);
            out[i] = (byte) (address[i] & (0xff00 >> kept));
        }
        return out;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network && bits == network.bits && Arrays.equals(first, network.first);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(first) * 31 + bits;
    }

    @Override
    public String toString() {
        try {
            InetAddress address = InetAddress.getByAddress(first);
            return address.getHostAddress() + "/" + bits;
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("an address of " + first.length + " bytes", e);
        }
    }
}
