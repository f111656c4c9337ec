package io.headrace.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of each command that lists what repositories have. */
final class ListOf {

    @Mixin
    final ServerOptions server;

    @Option(names = "--tenant", paramLabel = "NAME", description = "Only of this tenant.")
    @Nullable
    String tenant;

    @Option(names = "--repository", paramLabel = "NAME", description = "Only of this repository: infra or acme/infra.")
    @Nullable
    String repository;

    ListOf(Surroundings here) {
        this.server = new ServerOptions(here);
    }

    /** The run that is meant, in the repository that is named, if one is. */
    RunName run(ServerClient client, String said) {
        String where = repository == null || tenant == null || repository.contains("/")
                ? repository
                : tenant + "/" + repository;
        return where == null
                ? RunName.find(client, server.here(), said)
                : RunName.in(RepositoryName.find(client, server.here(), Optional.of(where)), client, said);
    }

    /** What they ask the API for; commands add their own. */
    Map<String, @Nullable Object> query() {
        Map<String, @Nullable Object> query = new HashMap<>();
        String[] parts = repository == null ? new String[0] : repository.split("/", 2);
        query.put("tenant", parts.length == 2 && tenant == null ? parts[0] : tenant);
        query.put("repository", parts.length == 0 ? null : parts[parts.length - 1]);
        return query;
    }
}
