package io.headrace.model;

import java.util.Set;

/**
 * What a connector says of itself before it is opened: its id, what it can do, and the JSON Schemas (2020-12, as text)
 * of the {@code options} that a Cloud, and that a Component or node, may give it.
 */
public record ConnectorInfo(String id, Set<Capability> capabilities, String cloudOptionsSchema,
        String machineOptionsSchema) {

    public ConnectorInfo {
        capabilities = Set.copyOf(capabilities);
    }
}
