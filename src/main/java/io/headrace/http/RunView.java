package io.headrace.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as lists and its own address give it; {@code nodes} only the latter.
 *
 * @param commit of its latest attempt
 * @param inForce the commit whose declaration is planned: another one after a rollback
 * @param outputs by name; one that has no value yet is empty
 * @param url its page of the dashboard
 * @param updatedAt when anything of it changed last
 */
record RunView(String tenant, String repository, String name, @Nullable String commit, @Nullable String inForce,
        String phase,
        List<ConditionView> conditions, Instances instances, Map<String, String> outputs, String url,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<NodeView> nodes) {

    /** One observation with its reason. */
    record ConditionView(String type, boolean status, String reason, String message) {}

    /** How many instances are wanted, and how many of them are ready. */
    record Instances(int desired, int ready) {}

    /** A node with the instances that are not forgotten. */
    record NodeView(String name, List<InstanceView> instances) {}

    /** One generation of one slot. */
    record InstanceView(String name, String state, int generation, String cloud, @Nullable String address,
            @Nullable String externalId, @Nullable String message) {}
}
