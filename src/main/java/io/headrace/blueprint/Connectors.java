package io.headrace.blueprint;

import io.headrace.model.Capability;
import io.headrace.model.ConnectorInfo;
import io.headrace.yaml.JsonSchema;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The connectors that the tenant may use, with their compiled schemas. */
final class Connectors {

    /** The connector that needs no Cloud to be declared, and the name of the one it brings. */
    static final String LOCAL = "local";

    private record Known(ConnectorInfo info, JsonSchema cloud, JsonSchema machine) {}

    private final Map<String, Known> byId = new TreeMap<>();
    private final Map<String, String> withheld;

    /**
     * The connectors of one tenant.
     *
     * @param withheld why it may not use others, by their ids
     */
    Connectors(Collection<ConnectorInfo> infos, Map<String, String> withheld) {
        this.withheld = Map.copyOf(withheld);
        for (ConnectorInfo info : infos) {
            byId.put(info.id(), new Known(info, JsonSchema.of(info.cloudOptionsSchema()),
                    JsonSchema.of(info.machineOptionsSchema())));
        }
    }

    boolean knows(String id) {
        return byId.containsKey(id);
    }

    /** Why the tenant may not use that connector; empty when it may, or when there is none. */
    Optional<String> withheld(String id) {
        return Optional.ofNullable(withheld.get(id));
    }

    Collection<String> ids() {
        return byId.keySet();
    }

    boolean can(String id, Capability capability) {
        Known known = byId.get(id);
        return known != null && known.info.capabilities().contains(capability);
    }

    /** What is wrong with the options of a Cloud. */
    java.util.List<JsonSchema.Mismatch> cloudOptions(String id, String json) {
        Known known = byId.get(id);
        return known == null ? java.util.List.of() : known.cloud.check(json);
    }

    /** What is wrong with the options of a machine. */
    java.util.List<JsonSchema.Mismatch> machineOptions(String id, String json) {
        Known known = byId.get(id);
        return known == null ? java.util.List.of() : known.machine.check(json);
    }
}
