package io.headrace.model;

import java.util.List;

/**
 * What would be done about the drift of a run that wants to be asked first.
 *
 * @param hash of the actions and of what they are for: whoever names it has seen exactly these
 */
public record Proposal(String hash, List<Action> actions) {

    public Proposal {
        actions = List.copyOf(actions);
    }

    /** How an instance is mended. */
    public enum Remedy {
        /** Its machine is started again. */
        RESTART,
        /** The next generation takes its place. */
        REPLACE
    }

    /** One act, and the drift that is its reason. */
    public record Action(Remedy remedy, Slot slot, int generation, String reason) {

        /** The slot with the generation: {@code web.1:2}. */
        public String instance() {
            return slot + ":" + generation;
        }
    }
}
