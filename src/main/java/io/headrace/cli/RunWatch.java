package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** How a run stands, look after look, until it is ready or nothing is done any more that could make it so. */
final class RunWatch implements Settling {

    private final ServerClient client;
    private final ServerOptions server;
    private final RunName name;
    private JsonNode run = Json.object();
    private String told = "";

    RunWatch(ServerClient client, ServerOptions server, RunName name) {
        this.client = client;
        this.server = server;
        this.name = name;
    }

    @Override
    public Optional<Boolean> look() {
        run = client.get(name.path());
        if (!open().equals(told)) {
            told = open();
            server.err().println(told);
        }
        if (is("Ready") && !is("Reconciling") && !is("Drifted")) {
            return Optional.of(true);
        }
        boolean resting = is("Stalled") || is("Drifted") || is("Suspended")
                || run.path("phase").asText().matches("Done|Aborted|Cancelled");
        return resting && !is("Reconciling") ? Optional.of(false) : Optional.empty();
    }

    private boolean is(String condition) {
        return of(condition).path("status").asBoolean();
    }

    private JsonNode of(String condition) {
        return run.path("conditions")
                .valueStream()
                .filter(one -> one.path("type").asText().equals(condition))
                .findFirst()
                .orElseGet(Json::object);
    }

    @Override
    public String open() {
        String doing = of("Reconciling").path("message").asText();
        String trouble = is("Stalled")
                ? of("Stalled").path("message").asText()
                : is("Drifted") ? of("Drifted").path("message").asText() : of("Ready").path("message").asText();
        return Printable.line(run.path("phase").asText() + ": " + (is("Reconciling") && !doing.isEmpty()
                ? doing
                : trouble));
    }

    @Override
    public void report() {
        if (run.has("phase")) {
            server.show(run, () -> RunsCommand.table(Json.items(run)));
        }
    }
}
