package io.headrace.model;

/**
 * Names one run everywhere: tenant, repository and the run's full name, which carries its projects
 * ({@code shop/lamp}).
 */
public record RunKey(String tenant, String repository, String name) implements Comparable<RunKey> {

    public RunKey {
        Names.requireLabel(tenant);
        Names.requireLabel(repository);
        Names.requirePath(name);
    }

    public RepositoryKey repositoryKey() {
        return new RepositoryKey(tenant, repository);
    }

    public InstanceKey instance(Slot slot, int generation) {
        return new InstanceKey(this, slot, generation);
    }

    /** Reads what {@link #toString()} wrote. */
    public static RunKey parse(String text) {
        String[] parts = text.split("/", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("not a run key: " + text);
        }
        return new RunKey(parts[0], parts[1], parts[2]);
    }

    @Override
    public int compareTo(RunKey other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return tenant + "/" + repository + "/" + name;
    }
}
