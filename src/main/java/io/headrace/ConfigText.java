package io.headrace;

import io.headrace.ServerConfig.Limits;
import io.headrace.ServerConfig.Listen;
import io.headrace.ServerConfig.Upkeep;
import io.headrace.model.RepositorySettings;
import io.headrace.model.Role;
import io.headrace.model.TenantSettings;
import io.headrace.yaml.Quantity;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A configuration as the YAML that it would be read from; secrets are {@code ***}. */
final class ConfigText {
    private final StringBuilder text = new StringBuilder();

    private ConfigText() {}

    static String of(ServerConfig config) {
        ConfigText text = new ConfigText();
        text.server(config);
        text.limits(config.limits());
        text.upkeep(config.upkeep());
        text.line(
                "operators: " + flow(config.operators().stream().map(name -> "{name: " + quoted(name) + "}").toList()));
        text.line(config.tenants().isEmpty() ? "tenants: []" : "tenants:");
        config.tenants().forEach(text::tenant);
        return text.text.toString();
    }

    private void server(ServerConfig config) {
        line("server:");
        line("  listen: " + texts(config.listen().stream().map(Listen::toString).toList()));
        line("  url: " + quoted(config.url().toString()));
        line("  data: " + quoted(config.data().toString()));
        if (config.tls() != null) {
            line("  tls: {certificate: " + quoted(config.tls().certificate().toString()) + ", key: "
                    + quoted(config.tls().key().toString()) + "}");
        }
        line("database: {url: " + quoted(config.databaseUrl()) + "}");
        line("connectors: {" + config.connectors()
                .stream()
                .sorted()
                .map(id -> id + ": {enabled: true" + (id.equals("local")
                        ? ", folder: " + quoted(config.machines().toString())
                        : "") + "}")
                .collect(Collectors.joining(", ")) + "}");
        line("agents: {allowPlain: " + config.allowPlainAgents() + "}");
        line("net: {allow: " + texts(Targets.of(config.guard())) + "}");
    }

    private void limits(Limits limits) {
        line("limits:");
        bytes("pushBytes", limits.pushBytes());
        bytes("repositoryBytes", limits.repositoryBytes());
        bytes("objectBytes", limits.objectBytes());
        line("  files: " + limits.files());
        bytes("treeBytes", limits.treeBytes());
        bytes("blueprintBytes", limits.blueprintBytes());
        bytes("recipeBytes", limits.recipeBytes());
        bytes("webhookBytes", limits.webhookBytes());
        bytes("requestBytes", limits.requestBytes());
        bytes("logBytes", limits.logBytes());
        bytes("reportBytes", limits.reportBytes());
        line("  eventReaders: " + limits.eventReaders());
        line("  requestsPerSecond: " + limits.requestsPerSecond());
        line("  failedLoginsPerMinute: " + limits.failedLoginsPerMinute());
    }

    private void upkeep(Upkeep upkeep) {
        line("retention:");
        line("  history: " + Quantity.print(upkeep.retention().history()));
        line("  events: " + Quantity.print(upkeep.retention().events()));
        line("  logs: " + Quantity.print(upkeep.retention().logs()));
        line("  reports: " + Quantity.print(upkeep.retention().reports()));
        line("  audit: " + Quantity.print(upkeep.retention().audit()));
        line("logging: {format: " + (upkeep.jsonLogs() ? "json" : "text") + "}");
        if (upkeep.otlp() != null) {
            line("telemetry: {otlp: " + quoted(upkeep.otlp().toString()) + "}");
        }
    }

    private void bytes(String key, long bytes) {
        line("  " + key + ": " + Quantity.print(bytes));
    }

    private void tenant(TenantSettings tenant) {
        line("  - name: " + quoted(tenant.name()));
        line("    members: " + flow(members(tenant.members())));
        line("    connectors: " + texts(tenant.connectors().stream().sorted().toList()));
        line("    limits: {instances: " + tenant.maxInstances() + "}");
        if (tenant.user() != null) {
            line("    user: " + quoted(tenant.user()));
        }
        line(tenant.repositories().isEmpty() ? "    repositories: []" : "    repositories:");
        tenant.repositories().forEach(this::repository);
    }

    private static List<String> members(Map<String, Role> members) {
        return new TreeMap<>(members).entrySet()
                .stream()
                .map(member -> "{name: " + quoted(member.getKey()) + ", role: "
                        + member.getValue().name().toLowerCase(Locale.ROOT) + "}")
                .toList();
    }

    private void repository(RepositorySettings repository) {
        line("      - name: " + quoted(repository.key().name()));
        line(repository.url() == null ? "        hosted: true" : "        url: " + quoted(repository.url().toString()));
        line("        branch: " + quoted(repository.branch()));
        line("        path: " + quoted(repository.path()));
        if (!repository.hosted()) {
            line("        poll: " + Quantity.print(repository.poll()));
        }
        if (repository.hookSecret() != null) {
            line("        hookSecret: \"" + repository.hookSecret() + "\"");
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String texts(Collection<String> texts) {
        return flow(texts.stream().map(ConfigText::quoted).toList());
    }

    private static String flow(List<String> items) {
        return "[" + String.join(", ", items) + "]";
    }

    /** A text in double quotes, so that none is taken for a number or a boolean. */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
