package io.headrace.blueprint;

import io.headrace.blueprint.Blueprint.CloudBlueprint;
import io.headrace.model.Cloud;
import io.headrace.model.Cloud.AddressKind;
import io.headrace.model.Known;
import io.headrace.yaml.Json;
import io.headrace.yaml.JsonSchema.Mismatch;
import io.headrace.yaml.Located;
import io.headrace.yaml.Position;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The clouds of a commit: the declared ones, and {@code local} where it may be used and nobody declared it. */
final class Clouds {

    private final Namespace<CloudBlueprint> declared;
    private final Connectors connectors;
    private final Report report;

    Clouds(Namespace<CloudBlueprint> declared, Connectors connectors, Report report) {
        this.declared = declared;
        this.connectors = connectors;
        this.report = report;
        declared.all().forEach(this::check);
    }

    Optional<Cloud> find(String project, String name) {
        Optional<Cloud> found = declared.find(project, name).map(Clouds::cloud);
        return found.isEmpty() && implicit(name) ? Optional.of(local()) : found;
    }

    /** What to say of a name that no cloud has. */
    String unknown(String project, String name) {
        Optional<String> withheld = name.equals(Connectors.LOCAL) ? connectors.withheld(name) : Optional.empty();
        return withheld.map(reason -> "no Cloud '" + name + "': " + reason)
                .orElseGet(() -> "unknown Cloud " + Known.quote(name) + "; " + Known.hint(name, visible(project)));
    }

    /** Those that are declared, by name. */
    List<Cloud> all() {
        return declared.all().stream().map(Clouds::cloud).toList();
    }

    Collection<String> visible(String project) {
        TreeSet<String> names = new TreeSet<>(declared.visible(project));
        if (implicit(Connectors.LOCAL)) {
            names.add(Connectors.LOCAL);
        }
        return names;
    }

    private boolean implicit(String name) {
        return name.equals(Connectors.LOCAL) && connectors.knows(Connectors.LOCAL);
    }

    private static Cloud local() {
        return new Cloud(Connectors.LOCAL, Connectors.LOCAL, null, null, null, null, AddressKind.PRIVATE, "{}", null,
                null);
    }

    private static Cloud cloud(Declared<CloudBlueprint> declared) {
        CloudBlueprint blueprint = declared.blueprint();
        Located<String> connector = blueprint.connector();
        SortedMap<String, String> options = new TreeMap<>();
        blueprint.options().forEach((key, json) -> options.put(key, json.value()));
        return new Cloud(declared.fullName(), connector == null ? "" : connector.value(), blueprint.endpoint(),
                blueprint.region(), blueprint.credential(), blueprint.agentUrl(), blueprint.address(),
                Json.object(options), blueprint.instances(), blueprint.concurrentRequests());
    }

    private void check(Declared<CloudBlueprint> cloud) {
        Located<String> connector = cloud.blueprint().connector();
        if (connector == null) {
            return;
        }
        if (!connectors.knows(connector.value())) {
            report.error(cloud.path(), connector.at(), connectors.withheld(connector.value())
                    .map(reason -> cloud.what() + " cannot use the connector '" + connector.value() + "': " + reason)
                    .orElseGet(() -> cloud.what() + " uses unknown connector " + Known.quote(connector.value()) + "; "
                            + Known.hint(connector.value(), connectors.ids())));
            return;
        }
        for (Mismatch mismatch : connectors.cloudOptions(connector.value(), cloud(cloud).options())) {
            Located<String> option = cloud.blueprint().options().get(mismatch.key());
            Position at = option == null ? cloud.at() : option.at();
            report.error(cloud.path(), at,
                    "options of " + cloud.what() + " (connector " + connector.value() + "): " + mismatch.reason());
        }
    }
}
