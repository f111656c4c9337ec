package io.headrace.http;

import io.headrace.agent.AgentDoor;
import io.headrace.agent.TenantSecrets;
import io.headrace.git.Repositories;
import io.headrace.model.BlobStore;
import io.headrace.model.PushGate;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunState;
import io.headrace.model.Settings;
import io.headrace.reconcile.Acts;
import io.headrace.reconcile.CloudState;
import io.headrace.reconcile.Detached;
import io.headrace.reconcile.Edits;
import io.headrace.store.AuditLog;
import io.headrace.store.Commits;
import io.headrace.store.Events;
import io.headrace.store.Outbox;
import io.headrace.store.Parameters;
import io.headrace.store.Runs;
import io.headrace.store.Statuses;
import io.headrace.store.Tips;
import io.headrace.store.Tokens;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Everything behind the interface, as the composition root has it.
 *
 * @param settings who and which repositories there are, as the configuration is now
 * @param acts what people may do to runs
 * @param secrets those of tenants
 * @param clouds the Clouds of some repositories
 * @param outputs the values of a run's outputs; secret ones as {@code ***}
 * @param agents the agents' protocol
 * @param hooks what takes webhooks
 * @param trouble why the server does not work, or nothing
 */
public record Backend(Stored stored, Git git, Supplier<Settings> settings, Acts acts,
        TenantSecrets secrets, Function<Predicate<RepositoryKey>, List<CloudState>> clouds,
        Function<RunState, Map<String, String>> outputs, AgentDoor agents, Webhooks hooks, Supplier<String> trouble,
        PrometheusMeterRegistry metrics) {

    /** What is kept. */
    public record Stored(Runs runs, Commits commits, Statuses statuses, Events events, Parameters parameters,
            BlobStore blobs, Tips tips, Outbox outbox, Tokens tokens, AuditLog audit) {}

    /** The repositories, what judges pushes and written commits, what edits the documents of runs, and what left. */
    public record Git(Repositories repositories, PushGate gate, Edits edits, Detached detached) {}
}
