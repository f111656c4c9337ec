package io.headrace.git;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which URLs of remote repositories are tried at all. Everything else that git understands can run programs. */
final class RemoteUrl {

    private static final Set<String> SCHEMES = Set.of("https", "http", "file");
    private static final Pattern CONTROL = Pattern.compile("%([01][0-9a-f]|7f)", Pattern.CASE_INSENSITIVE);

    private RemoteUrl() {}

    /**
     * The same URL, if its form is that of a repository over https, http or file.
     *
     * @throws FetchException when it is not
     */
    static String checked(String text) {
        URI url = parse(text);
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        require(SCHEMES.contains(scheme), "the URL of a repository starts with https://, http:// or file://");
        require(!url.isOpaque() && url.getRawFragment() == null && !CONTROL.matcher(text).find(),
                "not the URL of a repository");
        String authority = url.getRawAuthority();
        require(authority == null || !authority.contains("@"), "a URL must not hold a user name or a password");
        require(scheme.equals("file") || (url.getHost() != null && !url.getHost().startsWith("-")),
                "the URL names no valid host");
        return text;
    }

    /** Asked only after the guard, which says nothing about folders that it does not allow. */
    static void checkFolder(URI permitted) {
        // JGit would take a file for a bundle.
        require(!"file".equalsIgnoreCase(permitted.getScheme()) || Files.isDirectory(Path.of(permitted)),
                "no repository at this URL");
    }

    private static URI parse(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new FetchException("not a URL", e);
        }
    }

    private static void require(boolean good, String message) {
        if (!good) {
            throw new FetchException(message);
        }
    }
}
