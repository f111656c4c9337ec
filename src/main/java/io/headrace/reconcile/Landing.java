package io.headrace.reconcile;

import io.headrace.model.Attempt;
import io.headrace.model.Links;
import io.headrace.model.Push;
import io.headrace.model.RefChange;
import io.headrace.model.RepositorySettings;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.plan.Phases;
import io.headrace.store.Event;
import io.headrace.store.EventFilter;
import io.headrace.store.Events;
import io.headrace.store.Runs;
import io.headrace.store.Subscription;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a pusher sees after the refs moved: where to look, and with {@code -o wait} each step of each affected run until
 * all of them are settled.
 */
final class Landing {

    private final Followers follower;
    private final Runs runs;
    private final Events events;
    private final Links links;
    private volatile boolean stopping;

    Landing(Followers follower, Runs runs, Events events, Links links) {
        this.follower = follower;
        this.runs = runs;
        this.events = events;
        this.links = links;
    }

    /** Nobody waits here any more. */
    void stop() {
        stopping = true;
    }

    void follow(RepositorySettings repository, Push push, Consumer<String> terminal) {
        long from = events.last();
        follower.look(repository.key());
        for (RefChange change : push.changes()) {
            String commit = change.newId();
            if (commit != null && change.ref().equals(repository.ref())) {
                Set<RunKey> affected = affected(repository, commit);
                affected.forEach(run -> terminal.accept(run.name() + ": " + links.run(run)));
                if (push.has("wait")) {
                    await(repository, commit, affected, from, terminal);
                }
            }
        }
    }

    private Set<RunKey> affected(RepositorySettings repository, String commit) {
        Set<RunKey> affected = new LinkedHashSet<>();
        for (RunKey run : runs.of(repository.key())) {
            runs.find(run)
                    .map(RunState::attempt)
                    .filter(attempt -> attempt.commit().equals(commit))
                    .ifPresent(attempt -> affected.add(run));
        }
        return affected;
    }

    private void await(RepositorySettings repository, String commit, Set<RunKey> affected, long from,
            Consumer<String> terminal) {
        Semaphore news = new Semaphore(1);
        EventFilter filter = new EventFilter(repository.key().tenant(), repository.key().name(), null);
        Set<RunKey> open = new LinkedHashSet<>(affected);
        long seen = from;
        try (Subscription _ = events.subscribe(news::release)) {
            while (!open.isEmpty() && !stopping) {
                boolean _ = news.tryAcquire(1, 1, TimeUnit.SECONDS);
                news.drainPermits();
                Set<RunKey> settled = settled(open, commit);
                seen = show(events.after(seen, filter, 500), affected, seen, terminal);
                settled.forEach(run -> terminal.accept(result(run, commit)));
                open.removeAll(settled);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        if (!open.isEmpty()) {
            terminal.accept("the server is stopping; the runs go on, look at their statuses");
        }
    }

    private static long show(List<Event> news, Set<RunKey> affected, long seen, Consumer<String> terminal) {
        long last = seen;
        for (Event event : news) {
            last = event.id();
            if (affected.stream().anyMatch(run -> run.name().equals(event.run()))) {
                String subject = event.subject().isEmpty() ? "" : " " + event.subject();
                terminal.accept((event.run() + subject + ": " + event.type() + " " + event.message()).strip());
            }
        }
        return last;
    }

    private Set<RunKey> settled(Set<RunKey> open, String commit) {
        Set<RunKey> settled = new LinkedHashSet<>();
        for (RunKey run : open) {
            Attempt attempt = runs.find(run).map(RunState::attempt).orElse(null);
            if (attempt == null || !attempt.open() || !attempt.commit().equals(commit)) {
                settled.add(run);
            }
        }
        return settled;
    }

    private String result(RunKey run, String commit) {
        RunState state = runs.find(run).orElseThrow();
        Attempt attempt = Objects.requireNonNull(state.attempt());
        Attempt.End end = attempt.end();
        if (end == null || !attempt.commit().equals(commit)) {
            return run.name() + ": superseded by " + attempt.commit().substring(0, 7);
        }
        return run.name() + ": " + Phases.phase(state) + ", " + end.message();
    }
}
