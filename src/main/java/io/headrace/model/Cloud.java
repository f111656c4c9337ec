package io.headrace.model;

import org.jspecify.annotations.Nullable;

/**
 * A declared Cloud as the runs use it. Its name carries its projects; {@code options} is JSON text in the form of the
 * connector's schema.
 */
public record Cloud(String name, String connector, @Nullable String endpoint, @Nullable String region,
        @Nullable String credential, @Nullable String agentUrl, AddressKind address, String options,
        @Nullable Integer maxInstances, @Nullable Integer maxConcurrentRequests) {

    /** Which address of a machine its parameter {@code address} holds. */
    public enum AddressKind {
        PRIVATE, PUBLIC
    }

    public AccountKey account(String tenant) {
        return new AccountKey(tenant, connector, endpoint, region, credential);
    }
}
