package io.headrace.model;

import java.time.Duration;

/** How a run is to be treated, as its blueprint says. */
public record Policy(Keep keep, Strategy strategy, Drift drift, Duration deadline, int toleratedProvisioningFailures,
        boolean protect, boolean suspend) {

    /** After which end of an attempt the machines stay. */
    public enum Keep {
        ALWAYS, ON_SUCCESS, ON_ERROR, NEVER
    }

    /** How changed software reaches instances. */
    public enum Strategy {
        IN_PLACE, RECREATE
    }

    /** What is done about drift. */
    public enum Drift {
        HEAL, OBSERVE
    }
}
