package io.headrace.git;

import java.net.URI;
import java.util.Optional;

/**
 * Says which addresses the server may talk to. It is asked for the URL of a remote repository and again for each hop of
 * a redirect, right before the connection is made.
 */
@FunctionalInterface
public interface UrlGuard {

    /** Why this address is refused, or empty when it may be used. */
    Optional<String> refusal(URI uri);
}
