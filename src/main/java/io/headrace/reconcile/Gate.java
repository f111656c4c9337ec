package io.headrace.reconcile;

import io.headrace.model.Push;
import io.headrace.model.PushGate;
import io.headrace.model.RefChange;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.model.Settings;
import io.headrace.store.PendingPush;
import io.headrace.store.StoreUnavailableException;
import io.headrace.store.Tips;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges pushes: refuses bad blueprints of the deployed branch with every problem on the pusher's terminal, shows what
 * the others will do, stores the push before its refs move, and follows it afterwards.
 */
final class Gate implements PushGate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Supplier<Settings> settings;
    private final Judge judge;
    private final Computing computing;
    private final Tips tips;
    private final InFlight inFlight;
    private final Landing landing;
    private final Recovery recovery;
    private final CrashPoints crashes;
    private final Traces traces;
    private final Map<String, String> underWay = new ConcurrentHashMap<>();

    Gate(Supplier<Settings> settings, Judge judge, Computing computing, Tips tips, InFlight inFlight,
            Landing landing, Recovery recovery, CrashPoints crashes, Traces traces) {
        this.settings = settings;
        this.judge = judge;
        this.computing = computing;
        this.tips = tips;
        this.inFlight = inFlight;
        this.landing = landing;
        this.recovery = recovery;
        this.crashes = crashes;
        this.traces = traces;
    }

    @Override
    public Map<String, String> check(Push push, Consumer<String> terminal) {
        try {
            return judge(push, terminal);
        } catch (StoreUnavailableException full) {
            LOG.error("push to {} is refused: {}", push.repository(), full.getMessage());
            Map<String, String> refused = new LinkedHashMap<>();
            for (RefChange change : push.changes()) {
                end(push.repository(), change);
                refused.put(change.ref(), "nothing was changed: " + full.forOthers());
            }
            return refused;
        }
    }

    private Map<String, String> judge(Push push, Consumer<String> terminal) {
        Optional<RepositorySettings> attached = settings.get().repository(push.repository());
        Map<String, String> refused = new LinkedHashMap<>();
        if (attached.isEmpty()) {
            push.changes()
                    .forEach(change -> refused.put(change.ref(),
                            "this repository left the server's configuration: it is not deployed any more"));
            return refused;
        }
        RepositorySettings repository = attached.get();
        if (!repository.hosted()) {
            push.changes()
                    .forEach(change -> refused.put(change.ref(),
                            "this is a copy of a remote repository: push to " + repository.url()));
            return refused;
        }
        String wrong = Allowance.refusal(push.options());
        if (!wrong.isEmpty()) {
            push.changes().forEach(change -> refused.put(change.ref(), wrong));
            return refused;
        }
        for (RefChange change : push.changes()) {
            String reason = judge(repository, push, change, terminal);
            if (!reason.isEmpty()) {
                refused.put(change.ref(), reason);
            }
        }
        for (RefChange change : push.changes()) {
            String commit = change.newId();
            if (commit != null && !refused.containsKey(change.ref())) {
                store(push, change, commit);
            }
        }
        crashes.passed(CrashPoint.PUSH_STORED);
        return refused;
    }

    @Override
    public void landed(Push push, Consumer<String> terminal) {
        push.changes().forEach(change -> end(push.repository(), change));
        settings.get()
                .repository(push.repository())
                .ifPresent(repository -> landing.follow(repository, push, terminal));
    }

    /** Why the change is refused, or nothing. */
    private String judge(RepositorySettings repository, Push push, RefChange change, Consumer<String> terminal) {
        String commit = change.newId();
        boolean deployed = change.ref().equals(repository.ref());
        if (commit == null || !change.ref().startsWith("refs/heads/")) {
            // The deployed branch itself cannot be deleted: see RefRules.
            return "";
        }
        String wait = deployed && change.oldId() != null ? recovery.refusal(repository.key()) : "";
        if (!wait.isEmpty()) {
            return wait;
        }
        Judge.Verdict verdict;
        try {
            verdict = computing.compute(repository.key().tenant(),
                    () -> judge.judge(repository, push, change, commit), terminal);
        } catch (CrowdedException crowded) {
            return String.valueOf(crowded.getMessage());
        }
        // Not while it is judged: a pusher who does not read would hold up everybody's judgements.
        verdict.lines().forEach(terminal);
        return verdict.refusal();
    }

    private void store(Push push, RefChange change, String commit) {
        String id = UUID.randomUUID().toString();
        inFlight.begin(id);
        underWay.put(name(push.repository(), change), id);
        tips.record(new PendingPush(id, push.repository(), change.ref(), change.oldId(), commit, push.principal(),
                push.options(), traces.clock().instant()));
    }

    private void end(RepositoryKey repository, RefChange change) {
        String id = underWay.remove(name(repository, change));
        if (id != null) {
            inFlight.end(id);
        }
    }

    private static String name(RepositoryKey repository, RefChange change) {
        return repository + " " + change.ref() + " " + change.oldId() + " " + change.newId();
    }
}
