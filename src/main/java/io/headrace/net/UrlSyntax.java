package io.headrace.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads URLs so that there is one opinion on where they lead: what two programs could understand differently is refused
 * rather than understood.
 */
final class UrlSyntax {

    private static final int MAX_LENGTH = 2048;
    private static final Pattern ODD = Pattern.compile("[^\\x21-\\x7e]|\\\\|%[01][0-9A-Fa-f]|%7[Ff]");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}(\\.[a-z0-9][a-z0-9-]{0,62})*");
    private static final Pattern NUMBER = Pattern.compile("\\d+|0x[0-9a-f]*");

    private UrlSyntax() {}

    static URI parse(String url) {
        URI uri = reference(url);
        if (uri.getScheme() == null || uri.isOpaque()) {
            throw new ForbiddenUrlException("the URL does not begin with a scheme and two slashes, like https://");
        }
        return uri;
    }

    /** Reads what may be relative to another URL. */
    static URI reference(String url) {
        if (url.length() > MAX_LENGTH) {
            throw new ForbiddenUrlException("the URL is longer than " + MAX_LENGTH + " characters");
        }
        if (ODD.matcher(url).find()) {
            throw new ForbiddenUrlException("the URL holds characters other than printable ASCII, a backslash, or an"
                    + " escaped control character; international names are written as xn--...");
        }
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            // The exception's text quotes the URL, which may hold a password.
            throw new ForbiddenUrlException("the URL is malformed at character " + e.getIndex());
        }
    }

    /** The host in lower case without a trailing dot, an IPv6 address without its brackets. */
    static String host(URI uri) {
        String authority = uri.getRawAuthority();
        if (authority != null && authority.indexOf('@') >= 0) {
            throw new ForbiddenUrlException("the URL holds a user or a password; name a credential instead");
        }
        String host = uri.getHost();
        if (host == null) {
            throw new ForbiddenUrlException("the URL has no host, or one that is not a DNS name or an address");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new ForbiddenUrlException("the URL's port is not between 1 and 65535");
        }
        String plain = canonical(host);
        if (host.startsWith("[")) {
            address(plain);
            return plain;
        }
        if (!NAME.matcher(plain).matches()) {
            throw new ForbiddenUrlException("the URL's host is not a DNS name or an address");
        }
        String last = plain.substring(plain.lastIndexOf('.') + 1);
        if (NUMBER.matcher(last).matches() && !Network.isQuad(host)) {
            throw new ForbiddenUrlException("the URL's host is an address in an unusual spelling; write four decimal"
                    + " numbers, like 192.0.2.1");
        }
        return plain;
    }

    static String canonical(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[") && lower.endsWith("]")) {
            return lower.substring(1, lower.length() - 1);
        }
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** The address that a canonical host is, if it is not a name. */
    static Optional<java.net.InetAddress> address(String host) {
        if (!Network.isQuad(host) && host.indexOf(':') < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Network.literal(host));
        } catch (IllegalArgumentException e) {
            throw new ForbiddenUrlException("the URL's host is not a DNS name or an address");
        }
    }
}
