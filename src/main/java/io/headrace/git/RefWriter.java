package io.headrace.git;

import io.headrace.model.RepositoryKey;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/** Moves the refs that belong to the server, one at a time in each repository. */
final class RefWriter {

    private final Storage storage;
    private final InstantSource clock;
    private final Map<RepositoryKey, ReentrantLock> locks = new ConcurrentHashMap<>();

    RefWriter(Storage storage, InstantSource clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /** Headrace itself as the author or committer of a commit. */
    static PersonIdent server(Instant when) {
        return new PersonIdent("Headrace", "headrace@localhost", when, ZoneOffset.UTC);
    }

    void hold(RepositoryKey key, String ref, ObjectId commit) {
        requireHidden(ref);
        locked(key, repository -> {
            RefUpdate update = repository.updateRef(ref);
            update.setNewObjectId(commit);
            update.setForceUpdate(true);
            require(ref, update.update(), RefUpdate.Result.NEW, RefUpdate.Result.FAST_FORWARD,
                    RefUpdate.Result.FORCED, RefUpdate.Result.NO_CHANGE);
        });
    }

    void letGo(RepositoryKey key, String ref) {
        requireHidden(ref);
        locked(key, repository -> {
            if (repository.exactRef(ref) != null) {
                RefUpdate update = repository.updateRef(ref);
                update.setForceUpdate(true);
                require(ref, update.delete(), RefUpdate.Result.FORCED);
            }
        });
    }

    void note(RepositoryKey key, ObjectId commit, String text) {
        locked(key, repository -> Notes.set(repository, commit, text, server(clock.instant())));
    }

    private void locked(RepositoryKey key, Act act) {
        ReentrantLock lock = locks.computeIfAbsent(key, _ -> new ReentrantLock());
        lock.lock();
        try {
            storage.use(key, repository -> {
                act.on(repository);
                return key;
            });
        } finally {
            lock.unlock();
        }
    }

    private interface Act {
        void on(Repository repository) throws IOException;
    }

    private static void requireHidden(String ref) {
        if (!ref.startsWith(RefRules.HIDDEN) || !Repository.isValidRefName(ref)) {
            throw new IllegalArgumentException("not a hidden ref: " + ref);
        }
    }

    private static void require(String ref, RefUpdate.Result result, RefUpdate.Result... good) throws IOException {
        for (RefUpdate.Result one : good) {
            if (one == result) {
                return;
            }
        }
        throw new IOException(ref + ": " + result);
    }
}
