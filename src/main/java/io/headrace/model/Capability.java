package io.headrace.model;

/** What a connector's machines can do beyond observe, create and delete; a plan that needs more is refused. */
public enum Capability {
    /** A repeated create with the same client token is the same machine. */
    CLIENT_TOKENS,
    /** A stopped machine can be started again. */
    START,
    /** A machine can be stopped. */
    STOP,
    /** Packages of a component can be installed without harm to anything else. */
    PACKAGES
}
