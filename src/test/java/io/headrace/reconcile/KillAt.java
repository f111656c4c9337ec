package io.headrace.reconcile;

import java.util.concurrent.atomic.AtomicInteger;

/** Kills a life of the server when it passes a crash point for the nth time; from then on it gets nowhere. */
final class KillAt implements CrashPoints {

    private final CrashPoint where;
    private final AtomicInteger left;
    private volatile boolean dead;

    KillAt(CrashPoint where, int nth) {
        this.where = where;
        this.left = new AtomicInteger(nth);
    }

    @Override
    public void passed(CrashPoint point) {
        if (point == where && left.decrementAndGet() == 0) {
            dead = true;
        }
        if (dead) {
            throw new Killed(point);
        }
    }

    boolean dead() {
        return dead;
    }
}
