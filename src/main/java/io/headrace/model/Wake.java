package io.headrace.model;

/** Says "look at X again"; returns at once and may be called from anywhere, as often as one likes. */
public interface Wake {

    void run(RunKey run);

    /** The tip of a repository may have moved. */
    void repository(RepositoryKey repository);

    /** Some commit status of the repository waits to be delivered. */
    void statuses(RepositoryKey repository);

    /** The agent of that instance may have something new to do. */
    void agent(InstanceKey instance);

    /** The agent of that instance said something; whoever counts its silence begins anew. */
    default void heard(InstanceKey instance) {}
}
