package io.headrace.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The processes of this host. */
sealed interface Processes permits ProcFs, PsTable {

    /** The cheapest way that works here. */
    static Processes ofThisHost() {
        return Files.isReadable(Path.of("/proc/self/stat")) ? new ProcFs(Path.of("/proc")) : new PsTable();
    }

    /** Commands of a shell that print its own identity, to be read by {@link #parse}. */
    String identityScript();

    /** Reads what those commands printed; empty when it is anything else. */
    Optional<ProcessIdentity> parse(String recorded);

    /** Those that have not ended. */
    Set<ProcessIdentity> alive(Collection<ProcessIdentity> some) throws IOException;

    /**
     * Everything that runs, each with whether its environment holds this marker ({@code NAME=VALUE}). Processes whose
     * environment may not be read, those of other users, count as unmarked.
     */
    List<ProcessEntry> scan(String marker) throws IOException;
}
