package io.headrace.git;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which URLs of remote repositories are tried at all. Everything else that git understands can run programs. */
final class RemoteUrl {

    private static final Set<String> SCHEMES = Set.of("https", "http", "file");
    private static final Pattern CONTROL = Pattern.compile("%([01][0-9a-f]|7f)", Pattern.CASE_INSENSITIVE);

    private RemoteUrl() {}

    static Optional<String> refusal(URI url, UrlGuard guard) {
        return shape(url).or(() -> guard.refusal(url));
    }

    private static Optional<String> shape(URI url) {
        String scheme = url.getScheme();
        if (scheme == null || !SCHEMES.contains(scheme)) {
            return Optional.of("the URL of a repository starts with https://, http:// or file://");
        }
        if (url.isOpaque() || CONTROL.matcher(url.toString()).find() || url.getRawFragment() != null) {
            return Optional.of("not the URL of a repository");
        }
        if (url.getRawUserInfo() != null || (url.getRawAuthority() != null && url.getRawAuthority().contains("@"))) {
            return Optional.of("a URL must not hold a user name or a password");
        }
        return scheme.equals("file") ? folder(url) : host(url);
    }

    private static Optional<String> host(URI url) {
        String host = url.getHost();
        if (host == null || host.startsWith("-")) {
            return Optional.of("the URL names no valid host");
        }
        return Optional.empty();
    }

    // JGit would take a file for a bundle.
    private static Optional<String> folder(URI url) {
        boolean local = url.getRawAuthority() == null || url.getRawAuthority().isEmpty();
        return local && url.getPath() != null && Files.isDirectory(Path.of(url.getPath()))
                ? Optional.empty()
                : Optional.of("no such folder");
    }
}
