package io.headrace.model;

/** Where a run is: a pure function of its instances, its latest attempt and whether it is declared. */
public enum Phase {
    PENDING("Pending"), PROVISIONING("Provisioning"), EXECUTING("Executing"), REPORTING("Reporting"), READY(
            "Ready"),
    UPDATING("Updating"), FINALIZING(
            "Finalizing"),
    DONE("Done"), ABORTED("Aborted"), CANCELLED("Cancelled");

    private final String text;

    Phase(String text) {
        this.text = text;
    }

    /** As the API and people write it: {@code Ready}. */
    @Override
    public String toString() {
        return text;
    }
}
