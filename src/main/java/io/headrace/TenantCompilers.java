package io.headrace;

import io.headrace.blueprint.Compiler;
import io.headrace.blueprint.Limits;
import io.headrace.model.ConnectorInfo;
import io.headrace.model.Settings;
import io.headrace.model.TenantSettings;
import io.headrace.yaml.YamlLimits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The compiler of each tenant: it knows the connectors that the tenant may use now, and what it parsed before. */
final class TenantCompilers implements Function<String, Compiler> {

    /** A compiler, and the connectors that it was made for. */
    private record Made(Set<String> connectors, Compiler compiler) {}

    private final Supplier<Settings> settings;
    private final List<ConnectorInfo> connectors;
    private final Set<String> enabled;
    private final Limits limits;
    private final Map<String, Made> made = new ConcurrentHashMap<>();

    /** {@code connectors} are all that the program has; those of the configuration are enabled. */
    TenantCompilers(Supplier<Settings> settings, ServerConfig config, List<ConnectorInfo> connectors) {
        ServerConfig.Limits limits = config.limits();
        Limits usual = Limits.DEFAULT;
        this.settings = settings;
        this.connectors = List.copyOf(connectors);
        this.enabled = Set.copyOf(config.connectors());
        this.limits = new Limits(
                new YamlLimits(limits.blueprintBytes(), usual.yaml().depth(), usual.yaml().values()),
                limits.recipeBytes(), usual.replicas(), usual.problems(), usual.cachedBytes());
    }

    @Override
    public Compiler apply(String tenant) {
        Set<String> allowed = settings.get().tenant(tenant).map(TenantSettings::connectors).orElse(Set.of());
        return made.compute(tenant,
                (_, known) -> known != null && known.connectors().equals(allowed) ? known : make(allowed)).compiler();
    }

    private Made make(Set<String> allowed) {
        Predicate<ConnectorInfo> usable = info -> enabled.contains(info.id()) && allowed.contains(info.id());
        Map<String, String> withheld = connectors.stream()
                .filter(usable.negate())
                .map(ConnectorInfo::id)
                .collect(Collectors.toMap(id -> id, this::reason));
        return new Made(allowed, new Compiler(connectors.stream().filter(usable).toList(), withheld, limits));
    }

    private String reason(String id) {
        return enabled.contains(id)
                ? "the tenant may not use the connector '" + id + "'; the server's operator adds it to the tenant's "
                        + "connectors"
                : "the connector '" + id + "' is not enabled on this server; its operator sets connectors." + id
                        + ".enabled: true, and adds it to the tenant's connectors";
    }
}
