package io.headrace.model;

/** Names one generation of one slot: {@code acme:infra:shop/lamp:web.1:2}. Stands in tags, tokens and URLs. */
public record InstanceKey(RunKey run, Slot slot, int generation) {

    public InstanceKey {
        if (generation < 1) {
            throw new IllegalArgumentException("generations begin at 1, not " + generation);
        }
    }

    /** Reads what {@link #toString()} wrote. */
    public static InstanceKey parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 5) {
            throw new IllegalArgumentException("not an instance key: " + text);
        }
        return new InstanceKey(new RunKey(parts[0], parts[1], parts[2]), Slot.parse(parts[3]),
                Integer.parseInt(parts[4]));
    }

    @Override
    public String toString() {
        return run.tenant() + ":" + run.repository() + ":" + run.name() + ":" + slot + ":" + generation;
    }
}
