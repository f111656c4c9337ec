package io.headrace.model;

/** Names one repository of blueprints: {@code acme/infra}. */
public record RepositoryKey(String tenant, String name) implements Comparable<RepositoryKey> {

    public RepositoryKey {
        Names.requireLabel(tenant);
        Names.requireLabel(name);
    }

    /** The run of this repository with that full name, such as {@code shop/lamp}. */
    public RunKey run(String runName) {
        return new RunKey(tenant, name, runName);
    }

    @Override
    public int compareTo(RepositoryKey other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return tenant + "/" + name;
    }
}
