package io.headrace.model;

/**
 * Who caused something: the authenticated pusher or caller, never a git author. An operator's tenant is {@code *}.
 */
public record Principal(String tenant, String name, Role role) {

    /** The server itself, as the cause of what no person asked for. */
    public static final Principal SERVER = new Principal("*", "headrace", Role.OPERATOR);

    /** Whether this principal may know that the tenant exists. */
    public boolean sees(String otherTenant) {
        return role == Role.OPERATOR || tenant.equals(otherTenant);
    }

    @Override
    public String toString() {
        return name;
    }
}
