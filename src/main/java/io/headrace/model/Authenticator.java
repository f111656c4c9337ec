package io.headrace.model;

import java.util.Optional;

/** Tells whose token this is. */
@FunctionalInterface
public interface Authenticator {

    /** The principal, or empty when the token is unknown, revoked, or its member has left the configuration. */
    Optional<Principal> authenticate(Secret token);

    /** What one hears whose token is nobody's. */
    default String refusal() {
        return "the token is unknown or was revoked";
    }
}
