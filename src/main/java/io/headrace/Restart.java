package io.headrace;

import io.headrace.model.Settings;
import io.headrace.model.TenantSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What of a configuration a running server cannot take up. */
final class Restart {
    private static final Map<String, Function<ServerConfig, Object>> FIXED = fixed();

    private Restart() {}

    /** The keys that differ and that only a restart takes up. */
    static List<String> needed(ServerConfig running, ServerConfig next) {
        Stream<String> keys = FIXED.entrySet()
                .stream()
                .filter(key -> !key.getValue().apply(running).equals(key.getValue().apply(next)))
                .map(Map.Entry::getKey);
        return Stream.concat(keys, users(running, next)).toList();
    }

    /** Why it is not taken up at all: one slip would detach every repository at once. */
    static Optional<String> refusal(Settings running, Settings next) {
        List<TenantSettings> tenants = running.tenants();
        boolean left = tenants.isEmpty() || tenants.stream().anyMatch(one -> next.tenant(one.name()).isPresent());
        return left ? Optional.empty() : Optional.of("tenants: none is left; restart the server if that is meant");
    }

    /** The machines of a tenant go on as the user that they began as. */
    private static Stream<String> users(ServerConfig running, ServerConfig next) {
        Settings before = new Settings(running.tenants(), running.operators());
        return next.tenants()
                .stream()
                .filter(tenant -> before.tenant(tenant.name())
                        .filter(known -> !Objects.equals(known.user(), tenant.user()))
                        .isPresent())
                .map(tenant -> "user of tenant '" + tenant.name() + "'");
    }

    private static Map<String, Function<ServerConfig, Object>> fixed() {
        Map<String, Function<ServerConfig, Object>> keys = new LinkedHashMap<>();
        keys.put("server.listen", ServerConfig::listen);
        keys.put("server.url", ServerConfig::url);
        keys.put("server.data", ServerConfig::data);
        keys.put("connectors.local.folder", ServerConfig::machines);
        keys.put("server.tls", config -> Objects.toString(config.tls()));
        keys.put("database.url", ServerConfig::databaseUrl);
        keys.put("connectors", ServerConfig::connectors);
        keys.put("agents.allowPlain", ServerConfig::allowPlainAgents);
        keys.put("net.allow", ServerConfig::guard);
        keys.put("limits", ServerConfig::limits);
        keys.put("telemetry.otlp", config -> Objects.toString(config.upkeep().otlp()));
        return keys;
    }
}
