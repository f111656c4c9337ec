package io.headrace;

import io.headrace.blueprint.Compiler;
import io.headrace.blueprint.Limits;
import io.headrace.connector.ConnectorProvider;
import io.headrace.model.ConnectorInfo;
import io.headrace.model.Settings;
import io.headrace.model.TenantSettings;
import io.headrace.yaml.YamlLimits;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The compiler of each tenant: it knows the connectors that the tenant may use now, and what it parsed before. */
final class TenantCompilers implements Function<String, Compiler> {

    /** A compiler, and the connectors that it was made for. */
    private record Made(Set<String> connectors, Compiler compiler) {}

    private final Supplier<Settings> settings;
    private final List<ConnectorInfo> connectors;
    private final Limits limits;
    private final Map<String, Made> made = new ConcurrentHashMap<>();

    TenantCompilers(Supplier<Settings> settings, ServerConfig.Limits limits, Collection<ConnectorProvider> providers) {
        Limits usual = Limits.DEFAULT;
        this.settings = settings;
        this.connectors = providers.stream().map(ConnectorProvider::info).toList();
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
        return new Made(allowed,
                new Compiler(connectors.stream().filter(info -> allowed.contains(info.id())).toList(), limits));
    }
}
