package io.headrace.reconcile;

/** Is told whenever the loop passes a crash point, so that tests can kill the server there. */
@FunctionalInterface
public interface CrashPoints {

    /** Production's: nothing happens. */
    CrashPoints NONE = point -> {};

    void passed(CrashPoint point);
}
