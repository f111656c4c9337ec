package io.headrace.reconcile;

import io.headrace.model.RepositoryKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one look at a repository happen at a time, whether a push or a timer asks for it. */
final class Followers {

    private final Follower follower;
    private final Map<RepositoryKey, ReentrantLock> locks = new ConcurrentHashMap<>();

    Followers(Follower follower) {
        this.follower = follower;
    }

    /** Whether it is known now what the repository wants. */
    boolean look(RepositoryKey repository) {
        ReentrantLock lock = locks.computeIfAbsent(repository, fresh -> new ReentrantLock());
        lock.lock();
        try {
            return follower.look(repository);
        } finally {
            lock.unlock();
        }
    }
}
