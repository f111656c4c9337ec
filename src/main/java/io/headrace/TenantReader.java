package io.headrace;

import io.headrace.model.Names;
import io.headrace.model.TenantSettings;
import io.headrace.yaml.Fields;
import io.headrace.yaml.Known;
import io.headrace.yaml.Located;
import io.headrace.yaml.Problems;
import io.headrace.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the tenants of the configuration. */
final class TenantReader {
    private static final int INSTANCES = 100;

    private final Fields root;
    private final Problems problems;
    private final Secrets secrets;
    private final Set<String> enabled;
    private final Collection<String> known;

    /**
     * A reader of one list.
     *
     * @param root holds the key {@code tenants}
     * @param enabled connectors that a tenant can be given
     * @param known all connectors that there are
     */
    TenantReader(Fields root, Secrets secrets, Set<String> enabled, Collection<String> known) {
        this.root = root;
        this.problems = root.problems();
        this.secrets = secrets;
        this.enabled = Set.copyOf(enabled);
        this.known = List.copyOf(known);
    }

    List<TenantSettings> read() {
        List<TenantSettings> tenants = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlNode item : root.items("tenants")) {
            Fields unnamed = Fields.of(item, "a tenant", problems);
            Optional<Located<String>> name = unnamed.requiredText("name").flatMap(this::label);
            if (name.isPresent() && !names.add(name.get().value())) {
                problems.error(name.get().at(), "the tenant '" + name.get().value() + "' stands twice; remove one");
            }
            String shown = unnamed.text("name").map(text -> Known.quote(text.value())).orElse("without a name");
            Fields tenant = Fields.of(item, "tenant " + shown, problems);
            tenant.text("name");
            tenants.add(tenant(tenant, name.map(Located::value).orElse("unnamed")));
        }
        long local = tenants.stream().filter(tenant -> tenant.connectors().contains("local")).count();
        if (local > 1) {
            problems.warning(root.at(), local + " tenants may use the connector 'local', whose recipes all run as "
                    + "this server's user; they are not isolated from each other");
        }
        return tenants;
    }

    private TenantSettings tenant(Fields tenant, String name) {
        var members = Members.read(tenant);
        Set<String> connectors = connectors(tenant);
        Optional<Fields> limits = tenant.fields("limits");
        int instances = limits.flatMap(fields -> fields.integer("instances", 0, 1_000_000))
                .map(Located::value)
                .orElse(INSTANCES);
        limits.ifPresent(Fields::done);
        var repositories = new RepositoryReader(tenant, name, secrets).read();
        tenant.done();
        return new TenantSettings(name, members, connectors, instances, repositories);
    }

    private Set<String> connectors(Fields tenant) {
        Set<String> ids = new TreeSet<>();
        for (Located<String> id : tenant.texts("connectors")) {
            if (!known.contains(id.value())) {
                problems.error(id.at(), tenant.what() + " uses the unknown connector " + Known.quote(id.value()) + "; "
                        + Known.hint(id.value(), known));
            } else if (!enabled.contains(id.value())) {
                problems.error(id.at(), tenant.what() + " uses the connector '" + id.value()
                        + "', which is not enabled; set connectors." + id.value() + ".enabled: true");
            }
            ids.add(id.value());
        }
        return ids;
    }

    private Optional<Located<String>> label(Located<String> text) {
        if (Names.isLabel(text.value())) {
            return Optional.of(text);
        }
        problems.error(text.at(), "a tenant's name is a DNS label (a-z, 0-9 and - between them, at most 63), not "
                + Known.quote(text.value()));
        return Optional.empty();
    }
}
