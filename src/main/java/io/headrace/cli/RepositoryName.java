package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A repository on a server. */
record RepositoryName(String tenant, String name) {

    @Override
    public String toString() {
        return tenant + "/" + name;
    }

    /** Where the API has it. */
    String path() {
        return "/api/v1/repositories/" + ServerClient.encoded(tenant) + "/" + ServerClient.encoded(name);
    }

    /**
     * The repository that is meant: {@code acme/infra}, {@code infra} when only one is called so, or, when nothing is
     * said, that of the working copy, or the only one.
     */
    static RepositoryName find(ServerClient client, Surroundings here, Optional<String> said) {
        List<RepositoryName> all = all(client);
        List<RepositoryName> found = all.stream()
                .filter(one -> said.isEmpty() || one.toString().equals(said.get()) || one.name().equals(said.get()))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        Optional<RepositoryName> own = WorkingCopyRemote.repository(here.folder(), client.server())
                .filter(found::contains);
        if (own.isPresent()) {
            return own.get();
        }
        String known = "known: " + String.join(", ", all.stream().map(Object::toString).toList());
        throw new ServerException(found.isEmpty()
                ? "there is no repository '" + said.orElse("") + "' that you may see; " + known
                : "which repository? Give --repository; " + known);
    }

    private static List<RepositoryName> all(ServerClient client) {
        Stream<JsonNode> items = client.list("/api/v1/repositories", Map.of()).path("items").valueStream();
        return items.map(one -> new RepositoryName(one.path("tenant").asText(), one.path("name").asText())).toList();
    }
}
