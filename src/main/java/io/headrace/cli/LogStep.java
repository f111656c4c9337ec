package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cli.Table.Cell;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A step that has or had a log, as the server lists it. */
record LogStep(JsonNode document) {

    private String text(String name) {
        return document.path(name).asText();
    }

    String id() {
        return text("step");
    }

    long bytes() {
        return document.path("bytes").asLong();
    }

    /** Whether its instance is gone. */
    boolean former() {
        return document.path("former").asBoolean();
    }

    boolean over() {
        return !text("status").matches("waiting|running|ending");
    }

    boolean is(Optional<String> instance, Optional<String> step) {
        return instance.filter(wanted -> !wanted.equals(text("instance")) && !id().startsWith(wanted + ":")).isEmpty()
                && step.filter(wanted -> !wanted.equals(id()) && !wanted.equals(text("kind"))).isEmpty();
    }

    /** What stands before its lines: {@code web.1 deploy}. */
    String label() {
        return text("kind").isEmpty() ? id() : text("instance") + " " + text("kind");
    }

    /** What stands above its lines: {@code ==> web.1:2:7 deploy (attempt 3, exit code 1) <==}. */
    String heading() {
        String facts = Stream.of(document.hasNonNull("attempt") ? "attempt " + text("attempt") : "",
                document.hasNonNull("exitCode") ? "exit code " + text("exitCode") : text("status"),
                former() ? "former instance" : "").filter(one -> !one.isEmpty()).collect(Collectors.joining(", "));
        return "==> " + (id() + " " + text("kind")).strip() + " (" + facts + ") <==";
    }

    static Table table(List<LogStep> steps) {
        Table table = Table.of("STEP", "KIND", "STATUS", "EXIT CODE", "ATTEMPT", "BYTES", "");
        steps.forEach(one -> table.row(one.id(), one.text("kind"), Cell.state(one.text("status")),
                one.document.hasNonNull("exitCode") ? one.text("exitCode") : "",
                one.document.hasNonNull("attempt") ? one.text("attempt") : "", one.bytes(),
                one.document.path("gone").asBoolean() ? "log is gone" : one.former() ? "former instance" : ""));
        return table;
    }
}
