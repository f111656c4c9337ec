package io.headrace.blueprint;

import io.headrace.blueprint.Blueprint.ComponentBlueprint;
import io.headrace.blueprint.Blueprint.Resources;
import io.headrace.model.MachineSpec.Ingress;
import io.headrace.model.Recipe;
import io.headrace.yaml.Position;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * A component with all that it inherits.
 *
 * @param chain its ancestors and itself, the eldest first
 * @param recipes parents before children
 * @param options of machines, each with its origin
 * @param scripts by SHA-256, those that its recipes need
 */
record Component(String fullName, List<Declared<ComponentBlueprint>> chain, SortedMap<String, String> images,
        SortedMap<String, String> offers, Resources resources, List<Ingress> ingress, Interface parameters,
        List<Recipe> recipes, SortedSet<String> packages, SortedMap<String, Option> options,
        Map<String, String> scripts, List<Scripts.Found> found) {

    /** One option of a machine as JSON, and where it stands. */
    record Option(String path, Position at, String json) {}

    Collection<String> names() {
        return parameters.names();
    }
}
