package io.headrace.reconcile;

import io.headrace.git.FetchException;
import io.headrace.git.Fetched;
import io.headrace.git.Repositories;
import io.headrace.model.Principal;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.model.Role;
import io.headrace.model.Settings;
import io.headrace.store.PendingPush;
import io.headrace.store.Standing;
import io.headrace.store.Tips;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows repositories: takes up stored pushes in push order, fetches remote ones, and applies each tip that the
 * deployed branch came to. Refs are the truth: a stored push whose commit the ref never held is dropped.
 */
final class Follower {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    private final Supplier<Settings> settings;
    private final Repositories repositories;
    private final Tips tips;
    private final InFlight inFlight;
    private final Application application;
    private final CrashPoints crashes;
    private final Map<RepositoryKey, Settings> judged = new ConcurrentHashMap<>();

    Follower(Supplier<Settings> settings, Repositories repositories, Tips tips, InFlight inFlight,
            Application application, CrashPoints crashes) {
        this.settings = settings;
        this.repositories = repositories;
        this.tips = tips;
        this.inFlight = inFlight;
        this.application = application;
        this.crashes = crashes;
    }

    /**
     * Brings what the server knows of one repository up to its refs.
     *
     * @return whether it is known what the repository wants: some commit of it is in force, or it has none
     */
    boolean look(RepositoryKey key) {
        Settings now = settings.get();
        Optional<RepositorySettings> attached = now.repository(key);
        if (attached.isEmpty()) {
            return false;
        }
        RepositorySettings repository = attached.get();
        tips.attached(key, () -> settings.get().attached(key));
        String unreachable = repository.hosted() ? "" : fetch(repository);
        tips.unreachable(key, unreachable);
        if (!unreachable.isEmpty()) {
            LOG.warn("{}: {}", key, unreachable);
            return false;
        }
        // A push is stored before its ref moves: what the branch holds now is among the pushes that are read next, or is
        // no push. A tip that comes in between is left to its own wake-up, for its push may allow what a tip may not.
        Optional<String> first = repositories.tip(key, repository.ref());
        boolean takenUp = takeUpPushes(repository);
        Optional<String> tip = repositories.tip(key, repository.ref());
        if (takenUp && tip.equals(first) && tip.isPresent()
                && (!tip.equals(tips.applied(key)) || meansSomethingElse(repository, now))) {
            application.apply(repository, new Tip(repository.ref(), tip.get(), moverOf(repository), null), 0);
            judged.put(key, now);
        }
        boolean deployed = tips.standing(key).map(Standing::deployed).isPresent();
        if (tip.isEmpty() && deployed) {
            tips.unreachable(key, noBranch(repository));
        }
        return deployed || (tip.isEmpty() && repository.hosted());
    }

    /** Whether the known tip is to be looked at again: other blueprints count, or what refused it may have changed. */
    private boolean meansSomethingElse(RepositorySettings repository, Settings now) {
        Standing standing = tips.standing(repository.key()).orElseThrow();
        boolean moved = !standing.source().isEmpty() && !standing.source().equals(repository.source());
        boolean again = !standing.refusal().isEmpty() && judged.get(repository.key()) != now;
        return moved || again;
    }

    private static String noBranch(RepositorySettings repository) {
        return "the repository has no branch '" + repository.branch()
                + "', which is the deployed one; its runs stay as they are";
    }

    /** Why the copy here is not what the remote repository has, or nothing. */
    private String fetch(RepositorySettings repository) {
        String url = String.valueOf(repository.url());
        try {
            Fetched fetched = repositories.fetch(repository.key(), URI.create(url), repository.branch());
            if (fetched.moved()) {
                LOG.info("{}: {} moved", repository.key(), repository.ref());
            }
            return fetched.tip().isPresent()
                    ? ""
                    : noBranch(repository);
        } catch (FetchException unreachable) {
            return "the repository could not be fetched: " + unreachable.getMessage();
        }
    }

    /** Whether no push is left that is being accepted right now. */
    private boolean takeUpPushes(RepositorySettings repository) {
        List<PendingPush> pending = tips.pending(repository.key());
        for (int i = 0; i < pending.size(); i++) {
            PendingPush push = pending.get(i);
            if (inFlight.contains(push.id())) {
                return false;
            }
            Optional<String> commit = held(repository, push, pending.subList(i + 1, pending.size()));
            if (commit.isPresent()) {
                take(repository, push, commit.get());
            } else {
                LOG.info("{}: dropped a push of {} that {} never held", repository.key(), push.newId(), push.ref());
            }
            crashes.passed(CrashPoint.TIP_APPLIED);
            tips.done(push.id());
        }
        return true;
    }

    private void take(RepositorySettings repository, PendingPush push, String commit) {
        Tip tip = new Tip(push.ref(), commit, push.principal(), push.at());
        if (push.ref().equals(repository.ref())) {
            application.apply(repository, tip, Allowance.of(push.options()));
        } else {
            application.preview(repository, tip);
        }
    }

    /** The commit of the push, if the ref holds or passed it. */
    private Optional<String> held(RepositorySettings repository, PendingPush push, List<PendingPush> later) {
        String commit = push.newId();
        if (commit == null) {
            return Optional.empty();
        }
        Optional<String> now = repositories.tip(repository.key(), push.ref());
        boolean held = now.filter(commit::equals).isPresent()
                || later.stream().anyMatch(next -> next.ref().equals(push.ref()) && commit.equals(next.oldId()))
                || now.filter(tip -> known(repository, commit)
                        && repositories.isAncestor(repository.key(), commit, tip)).isPresent();
        return held ? Optional.of(commit) : Optional.empty();
    }

    /** Whether its objects are here; those of a push that did not land are thrown away. */
    private boolean known(RepositorySettings repository, String commit) {
        return repositories.resolve(repository.key(), commit).isPresent();
    }

    private static Principal moverOf(RepositorySettings repository) {
        return repository.hosted()
                ? Principal.SERVER
                : new Principal(repository.key().tenant(), "remote", Role.DEVELOPER);
    }
}
