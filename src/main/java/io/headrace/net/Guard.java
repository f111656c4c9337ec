package io.headrace.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Decides where URLs that tenants gave may lead. Addresses count, not names: by default every address that is not public
 * is refused (loopback, private, link-local and with it the metadata of clouds, multicast, and what tunnels to them), so
 * are all spellings that programs read differently (decimal, octal or hexadecimal addresses, users in URLs, control
 * characters, names that are not ASCII).
 *
 * <p>DNS can answer the check with one address and the connection with another. So {@link #permit} returns a
 * {@link Permit}, and for as long as that is open, every look-up of the name in this process gives permitted addresses
 * only, or fails (see {@link GuardedResolverProvider}): whichever library connects, it connects to a checked address.
 * Whoever follows redirects asks again at each.
 */
public final class Guard {

    private final GuardRules rules;

    public Guard(GuardRules rules) {
        this.rules = rules;
    }

    /**
     * Checks what can be checked without DNS: for parsing a configuration or a blueprint.
     *
     * @throws ForbiddenUrlException when no answer of DNS could make it right
     */
    public URI check(String url) {
        URI uri = UrlSyntax.parse(url);
        if (isFile(uri)) {
            checkFolder(uri);
            return uri;
        }
        if (!rules.schemes().contains(uri.getScheme().toLowerCase(java.util.Locale.ROOT))) {
            throw new ForbiddenUrlException("the URL's scheme '" + uri.getScheme() + "' is not allowed; known: "
                    + String.join(", ", rules.schemes().stream().sorted().toList()));
        }
        String host = UrlSyntax.host(uri);
        UrlSyntax.address(host).flatMap(address -> refusal(host, address)).ifPresent(what -> {
            throw new ForbiddenUrlException(message(host, what));
        });
        return uri;
    }

    /**
     * Checks the URL with all addresses that its host has now, and keeps it so until the permit is closed. Close it when
     * the connection is made, or later.
     *
     * @throws ForbiddenUrlException when one of the addresses is not allowed
     * @throws UnknownHostException when DNS knows no address
     */
    public Permit permit(String url) throws UnknownHostException {
        URI uri = check(url);
        if (isFile(uri)) {
            return new Permit(uri, List.of(), () -> {});
        }
        String host = UrlSyntax.host(uri);
        Optional<InetAddress> literal = UrlSyntax.address(host);
        if (literal.isPresent()) {
            return new Permit(uri, List.of(literal.get()), () -> {});
        }
        Runnable release = GuardedNames.hold(host, this);
        boolean permitted = false;
        try {
            List<InetAddress> addresses = judged(host, GuardedNames.lookUp(host));
            // What the JVM remembers of the name from before it was held; from now on it learns permitted ones only.
            judged(host, List.of(InetAddress.getAllByName(host)));
            permitted = true;
            return new Permit(uri, addresses, release);
        } finally {
            if (!permitted) {
                release.run();
            }
        }
    }

    /** Whether this host may be reached at this address. */
    boolean permits(String host, InetAddress address) {
        return refusal(host, address).isEmpty();
    }

    private List<InetAddress> judged(String host, List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            refusal(host, address).ifPresent(what -> {
                throw new ForbiddenUrlException(message(host, what));
            });
        }
        return addresses;
    }

    private Optional<String> refusal(String host, InetAddress address) {
        if (rules.hosts().contains(host) || rules.networks().stream().anyMatch(one -> one.contains(address))) {
            return Optional.empty();
        }
        return SpecialNetworks.what(address);
    }

    private static String message(String host, String what) {
        return "host '" + host + "' is not allowed: its address is " + what
                + "; the operator of the server can allow hosts and networks";
    }

    private static boolean isFile(URI uri) {
        return "file".equalsIgnoreCase(uri.getScheme());
    }

    private void checkFolder(URI uri) {
        if (uri.getRawAuthority() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new ForbiddenUrlException("a file URL has a path only, like file:///srv/git/infra.git");
        }
        try {
            Path path = Path.of(uri).toRealPath();
            for (Path folder : rules.folders()) {
                if (path.startsWith(folder.toRealPath())) {
                    return;
                }
            }
        } catch (IOException e) {
            // Whether it exists is nobody's business unless it is allowed: falls through to the same answer.
        }
        throw new ForbiddenUrlException("the file URL does not lead into a folder that the operator allowed");
    }
}
