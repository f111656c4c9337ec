package io.headrace;

import io.headrace.model.TenantSettings;
import io.headrace.net.GuardRules;
import io.headrace.reconcile.Retention.Ages;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code headrace.yaml} says, complete and checked; the meaning of each key and its default stand in the resource
 * {@code defaults.yaml}.
 *
 * @param listen where the server listens; at least one
 * @param url how others reach it, without a slash at the end
 * @param data the folder of everything that is not in the database
 * @param machines the folder of the machines of the connector {@code local}
 * @param tls null for plain HTTP
 * @param connectors ids of the enabled connectors
 * @param allowPlainAgents whether agents may use plain HTTP beyond loopback
 * @param guard where URLs of tenants may lead
 * @param upkeep what operators have of it
 * @param operators names of those who see all tenants
 */
record ServerConfig(List<Listen> listen, URI url, Path data, Path machines, @Nullable Tls tls, String databaseUrl,
        Set<String> connectors, boolean allowPlainAgents, GuardRules guard, Limits limits,
        Upkeep upkeep, List<String> operators, List<TenantSettings> tenants) {

    ServerConfig {
        listen = List.copyOf(listen);
        connectors = Set.copyOf(connectors);
        operators = List.copyOf(operators);
        tenants = List.copyOf(tenants);
    }

    /** One address; port 0 takes a free one, an IPv6 host is without brackets. */
    record Listen(String host, int port) {
        boolean wildcard() {
            return host.equals("0.0.0.0") || host.equals("::");
        }

        /** In the form of the configuration. */
        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * What is kept for how long, and what the server tells of itself.
     *
     * @param jsonLogs whether lines of the log are JSON documents
     * @param otlp the collector of its traces, null for none
     */
    record Upkeep(Ages retention, boolean jsonLogs, @Nullable URI otlp) {}

    /** Files in PEM form. */
    record Tls(Path certificate, Path key) {}

    /** Bounds of what others send, in bytes where the name says so. */
    record Limits(long pushBytes, long repositoryBytes, long objectBytes, int files, long treeBytes, int blueprintBytes,
            int recipeBytes, int webhookBytes, int requestBytes, long logBytes, long reportBytes,
            int eventReaders, int requestsPerSecond, int failedLoginsPerMinute) {}
}
