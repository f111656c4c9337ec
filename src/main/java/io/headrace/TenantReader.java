package io.headrace;

import io.headrace.model.Known;
import io.headrace.model.Names;
import io.headrace.model.TenantSettings;
import io.headrace.yaml.Fields;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the tenants of the configuration. */
final class TenantReader {
    private static final int INSTANCES = 100;
    private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");

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
        List<Located<TenantSettings>> tenants = new ArrayList<>();
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
            tenants.add(new Located<>(tenant(tenant, name.map(Located::value).orElse("unnamed")), item.at()));
        }
        checkUsers(tenants);
        return tenants.stream().map(Located::value).toList();
    }

    /** Nothing but their users keeps processes of several tenants on this host apart. */
    private void checkUsers(List<Located<TenantSettings>> tenants) {
        List<Located<TenantSettings>> local = tenants.stream()
                .filter(tenant -> tenant.value().connectors().contains("local"))
                .toList();
        Set<String> users = new HashSet<>();
        for (Located<TenantSettings> one : local) {
            TenantSettings tenant = one.value();
            String user = tenant.user();
            if (user == null && local.size() > 1) {
                problems.error(one.at(), "tenant '" + tenant.name() + "' needs a 'user', a system user of its own, as "
                        + local.size() + " tenants may use the connector 'local'; or let only one of them use it");
            } else if (user != null && !users.add(user)) {
                problems.error(one.at(), "tenant '" + tenant.name() + "' has the same user '" + user
                        + "' as another one: its processes need one of their own");
            }
        }
    }

    private @Nullable String user(Fields tenant) {
        Optional<Located<String>> user = tenant.text("user");
        user.filter(text -> !USER.matcher(text.value()).matches() || text.value().equals("root"))
                .ifPresent(text -> problems.error(text.at(), tenant.subject("user") + " cannot be "
                        + Known.quote(text.value()) + "; name a system user without rights, made for this tenant"));
        return user.map(Located::value).orElse(null);
    }

    private TenantSettings tenant(Fields tenant, String name) {
        var members = Members.read(tenant);
        Set<String> connectors = connectors(tenant);
        Optional<Fields> limits = tenant.fields("limits");
        int instances = limits.flatMap(fields -> fields.integer("instances", 0, 1_000_000))
                .map(Located::value)
                .orElse(INSTANCES);
        limits.ifPresent(Fields::done);
        String user = user(tenant);
        var repositories = new RepositoryReader(tenant, name, secrets).read();
        tenant.done();
        return new TenantSettings(name, members, connectors, instances, user, repositories);
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
