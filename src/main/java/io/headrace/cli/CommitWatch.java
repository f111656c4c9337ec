package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cli.Table.Cell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a commit is being told, look after look, until all of it is final. */
final class CommitWatch implements Settling {

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
    @Override
    public Optional<Boolean> look() {
        try {
            document = client.get(repository.path() + "/commits/" + commit);
        } catch (ServerException e) {
            if (e.notFound()) {
                return Optional.empty();
            }
            throw e;
        }
        document.path("statuses").forEach(this::tell);
        boolean finished = document.path("finished").asBoolean();
        boolean settled = !relevant().isEmpty() && relevant().stream().noneMatch(CommitWatch::pending);
        if (run.isPresent() && finished && relevant().isEmpty()) {
            leftAlone(run.get());
            return Optional.of(true);
        }
        return finished || (run.isPresent() && settled)
                ? Optional.of(relevant().stream().allMatch(one -> one.path("state").asText().equals("success")))
                : Optional.empty();
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

    /** Says that the commit leaves the run as it is, which must be there. */
    private void leftAlone(String name) {
        try {
            client.get(new RunName(repository, name).path());
            server.err().println("headrace: the commit does not change run '" + name + "'");
        } catch (ServerException e) {
            throw e.notFound() ? new ServerException("there is no run '" + name + "' in " + repository) : e;
        }
    }

    private static boolean pending(JsonNode status) {
        return status.path("state").asText().equals("pending");
    }

    /** What is still to come, for people. */
    @Override
    public String open() {
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
    @Override
    public void report() {
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
