package io.headrace.model;

/** One observation about a run, with a reason in one word and a message for people; messages hold no times that change. */
public record Condition(Type type, boolean status, String reason, String message) {

    /** What can be said. */
    public enum Type {
        READY("Ready"), RECONCILING("Reconciling"), STALLED("Stalled"), DRIFTED("Drifted"), SUSPENDED("Suspended");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
