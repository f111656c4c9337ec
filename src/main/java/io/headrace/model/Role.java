package io.headrace.model;

/** What a principal may do: an owner and a developer change things, a viewer reads, an operator sees all tenants. */
public enum Role {
    OWNER, DEVELOPER, VIEWER, OPERATOR;

    /** Whether this role may push, write through the API, abort and resume. */
    public boolean mayWrite() {
        return this != VIEWER;
    }
}
