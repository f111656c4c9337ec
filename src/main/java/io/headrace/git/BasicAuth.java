package io.headrace.git;

import io.headrace.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the token in an {@code Authorization} header: the password of Basic, or what follows Bearer. */
final class BasicAuth {

    private static final int MAX_LENGTH = 4096;

    private BasicAuth() {}

    static Optional<Secret> token(@Nullable String header) {
        if (header == null || header.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.of(new Secret(header.substring(7).strip()));
        }
        return header.regionMatches(true, 0, "Basic ", 0, 6) ? password(header.substring(6).strip()) : Optional.empty();
    }

    private static Optional<Secret> password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(new Secret(pair.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no Base64
        }
    }
}
