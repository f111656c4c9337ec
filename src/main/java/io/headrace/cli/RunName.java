package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A run on a server: {@code acme/infra/shop/lamp} is the run {@code shop/lamp} of the repository {@code acme/infra}. */
record RunName(RepositoryName repository, String name) {

    @Override
    public String toString() {
        return repository + "/" + name;
    }

    /** Where the API has it. */
    String path() {
        return "/api/v1/runs/" + Arrays.stream(toString().split("/"))
                .map(ServerClient::encoded)
                .collect(Collectors.joining("/"));
    }

    /** Where the API has what belongs to it. */
    String path(String what) {
        return path() + "/-/" + what;
    }

    /**
     * The run that is meant: its whole name, or the end of it when only one run of the working copy's repository, or
     * of all that the user sees, ends so.
     */
    static RunName find(ServerClient client, Surroundings here, String said) {
        Optional<RepositoryName> own = WorkingCopyRemote.repository(here.folder(), client.server());
        Optional<RunName> exact = exact(said).filter(run -> exists(client, run))
                .or(() -> own.map(repository -> new RunName(repository, said)).filter(run -> exists(client, run)));
        return exact.orElseGet(() -> search(client, own, said));
    }

    /** The run of that repository that is meant. */
    static RunName in(RepositoryName repository, ServerClient client, String said) {
        RunName exact = new RunName(repository, said);
        if (exists(client, exact)) {
            return exact;
        }
        RunName found = search(client, Optional.of(repository), said);
        if (!found.repository().equals(repository)) {
            throw new ServerException("there is no run '" + said + "' in " + repository);
        }
        return found;
    }

    private static Optional<RunName> exact(String said) {
        String[] parts = said.split("/", 3);
        return parts.length == 3 && Arrays.stream(parts).noneMatch(String::isEmpty)
                ? Optional.of(new RunName(new RepositoryName(parts[0], parts[1]), parts[2]))
                : Optional.empty();
    }

    private static boolean exists(ServerClient client, RunName run) {
        try {
            client.get(run.path());
            return true;
        } catch (ServerException e) {
            if (e.notFound()) {
                return false;
            }
            throw e;
        }
    }

    private static RunName search(ServerClient client, Optional<RepositoryName> own, String said) {
        List<RunName> all = client.list("/api/v1/runs", Map.of("fields", "tenant,repository,name"))
                .path("items")
                .valueStream()
                .map(RunName::of)
                .toList();
        List<RunName> found = all.stream()
                .filter(run -> ("/" + run).endsWith("/" + said))
                .toList();
        List<RunName> here = found.stream()
                .filter(run -> own.filter(run.repository()::equals).isPresent())
                .toList();
        if (here.size() == 1) {
            return here.getFirst();
        }
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new ServerException(found.isEmpty()
                ? "there is no run '" + said + "' that you may see; list them with: headrace runs"
                : "run '" + said + "' is ambiguous; write one of " + found.stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(", ")));
    }

    /** The run of an item of a list. */
    static RunName of(JsonNode run) {
        return new RunName(new RepositoryName(run.path("tenant").asText(), run.path("repository").asText()),
                run.path("name").asText());
    }
}
