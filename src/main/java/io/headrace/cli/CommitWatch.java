package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cli.Table.Cell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a commit is being told, look after look, until all of it is final. */
final class CommitWatch {

    private final ServerClient client;
    private final ServerOptions server;
    private final RepositoryName repository;
    private final String commit;
    private final Optional<String> run;
    private final Map<String, JsonNode> told = new TreeMap<>();
    private JsonNode document = Json.object();

    CommitWatch(ServerClient client, ServerOptions server, RepositoryName repository, String commit,
            Optional<String> run) {
        this.client = client;
        this.server = server;
        this.repository = repository;
        this.commit = commit;
        this.run = run;
    }

    /** Looks once and tells what is new; whether all is well, once everything is final. */
    Optional<Boolean> look() {
        // Read before the statuses: once the commit is applied, all of its runs have theirs.
        boolean applied = applied();
        try {
            document = client.get(repository.path() + "/commits/" + commit);
        } catch (ServerException e) {
            if (e.notFound()) {
                return Optional.empty();
            }
            throw e;
        }
        document.path("statuses").forEach(this::tell);
        boolean whole = applied || !document.path("deployed").asBoolean() || refused();
        if (!whole || relevant().isEmpty() && !unaffected() || relevant().stream().anyMatch(CommitWatch::pending)) {
            return Optional.empty();
        }
        return Optional.of(relevant().stream().allMatch(one -> one.path("state").asText().equals("success")));
    }

    /** Whether the branch has reached the commit: it is what was applied last, or something newer was. */
    private boolean applied() {
        String tip = client.get(repository.path()).path("tip").asText("");
        if (tip.equals(commit)) {
            return true;
        }
        for (JsonNode one : client.get(repository.path() + "/commits?limit=200").path("items")) {
            String id = one.path("id").asText();
            if (id.equals(tip) || id.equals(commit)) {
                return id.equals(tip);
            }
        }
        return false;
    }

    private void tell(JsonNode status) {
        JsonNode before = told.put(status.path("context").asText(), status);
        if (!status.equals(before)) {
            server.err()
                    .println(Printable.line(status.path("state").asText() + "  " + status.path("context").asText()
                            + ": " + status.path("description").asText()));
        }
    }

    /** The blueprints have problems, or a guard did not let them through: nothing follows. */
    private boolean refused() {
        return told.values()
                .stream()
                .anyMatch(one -> !one.path("context").asText().contains("/") && !pending(one)
                        && !one.path("state").asText().equals("success"));
    }

    /** The statuses that are waited for. */
    private List<JsonNode> relevant() {
        boolean all = run.isEmpty() || refused() || !document.path("deployed").asBoolean(true);
        return told.values()
                .stream()
                .filter(one -> all || one.path("context").asText().endsWith("/" + run.orElse("")))
                .toList();
    }

    /** The run is there, and the commit leaves it as it is. */
    private boolean unaffected() {
        if (run.isEmpty()) {
            return false;
        }
        try {
            client.get(new RunName(repository, run.get()).path());
            server.err().println("headrace: the commit does not change run '" + run.get() + "'");
            return true;
        } catch (ServerException e) {
            throw e.notFound()
                    ? new ServerException("there is no run '" + run.get() + "' in " + repository)
                    : e;
        }
    }

    private static boolean pending(JsonNode status) {
        return status.path("state").asText().equals("pending");
    }

    /** What is still to come, for people. */
    String open() {
        if (told.isEmpty()) {
            return "the server does not know commit " + commit.substring(0, 7) + " of " + repository
                    + "; was it pushed?";
        }
        List<String> open = told.values()
                .stream()
                .filter(CommitWatch::pending)
                .map(one -> one.path("context").asText())
                .toList();
        return open.isEmpty() ? "the commit is not applied yet" : String.join(", ", open);
    }

    /** Prints how things stand. */
    void report() {
        if (!told.isEmpty()) {
            server.show(document, () -> {
                Table table = Table.of("STATUS", "STATE", "");
                relevant().forEach(one -> table.row(one.path("context").asText(),
                        Cell.state(one.path("state").asText()), one.path("description").asText()));
                return table;
            });
        }
    }
}
