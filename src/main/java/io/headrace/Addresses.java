package io.headrace;

import io.headrace.ServerConfig.Listen;
import io.headrace.model.Known;
import io.headrace.yaml.Located;
import io.headrace.yaml.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of the configuration: where to listen, URLs. */
final class Addresses {
    private static final Pattern LISTEN = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9.-]+):([0-9]{1,5})");

    private final Problems problems;

    Addresses(Problems problems) {
        this.problems = problems;
    }

    Optional<Listen> listen(Located<String> text) {
        Matcher matcher = LISTEN.matcher(text.value());
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
            problems.error(text.at(), "not an address to listen on: " + Known.quote(text.value())
                    + "; write \"127.0.0.1:8080\", \"0.0.0.0:8080\" or \"[::1]:8080\"");
            return Optional.empty();
        }
        String host = matcher.group(1).replace("[", "").replace("]", "");
        return Optional.of(new Listen(host, Integer.parseInt(matcher.group(2))));
    }

    /** An {@code http} or {@code https} URL of a whole host. */
    Optional<URI> serverUrl(Located<String> text) {
        return hostUrl(text, "the server's URL", "https://headrace.example.org");
    }

    /** The same of a collector of traces. */
    Optional<URI> collectorUrl(Located<String> text) {
        return hostUrl(text, "the collector's URL", "http://collector:4318");
    }

    private Optional<URI> hostUrl(Located<String> text, String what, String example) {
        return url(text, Set.of("http", "https")).filter(url -> {
            boolean whole = url.getHost() != null && url.getRawPath().matches("/?") && url.getRawQuery() == null
                    && url.getRawFragment() == null && url.getRawUserInfo() == null;
            if (!whole) {
                problems.error(text.at(), what + " is scheme, host and port: " + example + ", not "
                        + Known.quote(text.value()));
            }
            return whole;
        }).map(url -> URI.create(url.toString().replaceAll("/$", "")));
    }

    /** Where a repository is fetched from without credentials. */
    Optional<URI> repositoryUrl(Located<String> text) {
        return url(text, Set.of("http", "https", "file")).filter(url -> {
            boolean bare = url.getRawUserInfo() == null && (url.getHost() != null || "file".equals(url.getScheme()));
            if (!bare) {
                problems.error(text.at(), "a repository's URL has a host and no user or password: "
                        + "https://git.example.org/infra.git");
            }
            return bare;
        });
    }

    private Optional<URI> url(Located<String> text, Set<String> schemes) {
        try {
            URI url = new URI(text.value());
            if (url.getScheme() != null && schemes.contains(url.getScheme())) {
                return Optional.of(url);
            }
            problems.error(text.at(),
                    "the URL must begin with " + String.join(":// or ", schemes.stream().sorted().toList())
                            + "://");
        } catch (URISyntaxException e) {
            problems.error(text.at(), "not a URL: " + e.getReason());
        }
        return Optional.empty();
    }
}
