package io.headrace.model;

import java.time.Duration;
import java.util.Objects;

/** How a run is to be treated, as its blueprint says. */
public record Policy(Keep keep, Strategy strategy, OnFailure onFailure, Drift drift, Duration deadline,
        int toleratedProvisioningFailures, boolean protect, boolean suspend) {

    public Policy {
        // Documents of before rollback existed do not have it.
        onFailure = Objects.requireNonNullElse(onFailure, OnFailure.ROLLBACK);
    }

    /** After which end of an attempt the machines stay. */
    public enum Keep {
        ALWAYS, ON_SUCCESS, ON_ERROR, NEVER
    }

    /** How changed software reaches instances. */
    public enum Strategy {
        IN_PLACE, RECREATE
    }

    /** What follows when an update fails. */
    public enum OnFailure {
        /** The last good commit of the run is planned again. */
        ROLLBACK,
        /** Everything stays as it is, for people to look at. */
        STOP
    }

    /** What is done about drift. */
    public enum Drift {
        /** It is undone. */
        HEAL,
        /** A plan is made that waits to be applied. */
        PROPOSE,
        /** It is shown. */
        OBSERVE
    }
}
