package io.headrace.blueprint;

import io.headrace.blueprint.Application.Part;
import io.headrace.blueprint.Blueprint.Resources;
import io.headrace.blueprint.Blueprint.RunBlueprint;
import io.headrace.blueprint.Component.Option;
import io.headrace.model.Capability;
import io.headrace.model.Cloud;
import io.headrace.model.MachineSpec;
import io.headrace.model.Site;
import io.headrace.yaml.Json;
import io.headrace.yaml.JsonSchema.Mismatch;
import io.headrace.yaml.Located;
import io.headrace.yaml.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the clouds of a node and what its machines are there. */
final class Sites {

    private final Clouds clouds;
    private final Connectors connectors;
    private final Unread unread;
    private final Report report;

    Sites(Clouds clouds, Connectors connectors, Unread unread, Report report) {
        this.clouds = clouds;
        this.connectors = connectors;
        this.unread = unread;
        this.report = report;
    }

    /** {@code own}: whether the names stand in the run, and not in a project around it. */
    List<Site> of(Declared<RunBlueprint> run, Application application, Part part, List<Located<String>> names,
            boolean own) {
        List<Site> sites = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Located<String> name : names) {
            Position at = own ? name.at() : run.at();
            Optional<Cloud> cloud = clouds.find(run.project(), name.value());
            if (cloud.isEmpty() && !unread.mayDeclare(name.value())) {
                report.error(run.path(), at, clouds.unknown(run.project(), name.value()));
            }
            if (!seen.add(name.value())) {
                report.error(run.path(), at, "Cloud '" + name.value() + "' stands twice; remove one");
            }
            cloud.ifPresent(found -> sites.add(site(run, application, part, found, at)));
        }
        return sites;
    }

    private Site site(Declared<RunBlueprint> run, Application application, Part part, Cloud cloud, Position at) {
        Component component = part.component();
        SortedMap<String, Option> options = new TreeMap<>(component.options());
        part.node()
                .options()
                .forEach((key, json) -> options.put(key, new Option(application.path(), json.at(), json.value())));
        SortedMap<String, String> json = new TreeMap<>();
        options.forEach((key, option) -> json.put(key, option.json()));
        Resources resources = component.resources();
        MachineSpec machine = new MachineSpec(chosen(component.images(), cloud), chosen(component.offers(), cloud),
                resources.cpu(), resources.memoryMiB(), resources.diskMiB(), component.ingress(), Json.object(json));
        if (connectors.knows(cloud.connector())) {
            options(run, part, cloud, at, options, machine.options());
            packages(run, part, cloud, at);
        }
        return new Site(cloud, machine, Hashed.machine(cloud, machine));
    }

    private void options(Declared<RunBlueprint> run, Part part, Cloud cloud, Position at,
            SortedMap<String, Option> options, String json) {
        for (Mismatch mismatch : connectors.machineOptions(cloud.connector(), json)) {
            Option option = options.get(mismatch.key());
            String message = "options of node '" + part.name() + "' on Cloud '" + cloud.name() + "' (connector "
                    + cloud.connector() + "): " + mismatch.reason();
            report.error(option == null ? run.path() : option.path(), option == null ? at : option.at(), message);
        }
    }

    private void packages(Declared<RunBlueprint> run, Part part, Cloud cloud, Position at) {
        if (!part.component().packages().isEmpty() && !connectors.can(cloud.connector(), Capability.PACKAGES)) {
            report.error(run.path(), at, "node '" + part.name() + "' needs packages ("
                    + String.join(", ", part.component().packages()) + "), and connector '" + cloud.connector()
                    + "' of Cloud '" + cloud.name()
                    + "' cannot install any without harm; choose another cloud, or a component without build.packages");
        }
    }

    /** By the cloud's full name, its last name, or its connector. */
    private static @org.jspecify.annotations.Nullable String chosen(SortedMap<String, String> byCloud, Cloud cloud) {
        String last = cloud.name().substring(cloud.name().lastIndexOf('/') + 1);
        for (String key : List.of(cloud.name(), last)) {
            if (byCloud.containsKey(key)) {
                return byCloud.get(key);
            }
        }
        return byCloud.get(cloud.connector());
    }
}
