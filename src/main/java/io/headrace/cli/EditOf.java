package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands have alike that change what a hosted repository declares of a run: each is a commit of the user's. */
final class EditOf {

    @Mixin
    final RunOf of;

    @Option(names = {"-m", "--message"}, paramLabel = "TEXT",
            description = "What the commit says; there is a usual text.")
    @Nullable
    String message;

    @Option(names = "--push-option", paramLabel = "OPTION",
            description = "As of `git push -o`, such as allow-destroy=2; may be given several times.")
    List<String> options = new ArrayList<>();

    EditOf(Surroundings here) {
        this.of = new RunOf(here);
    }

    /** Asks for the commit, and says how to wait for it. */
    int commit(String verb, Map<String, ?> body) {
        try (ServerClient client = of.server.connect()) {
            return commit(client, of.in(client), verb, body);
        }
    }

    int commit(ServerClient client, RunName run, String verb, Map<String, ?> body) {
        Map<String, Object> whole = new LinkedHashMap<>(body);
        if (message != null) {
            whole.put("message", message);
        }
        if (!options.isEmpty()) {
            whole.put("options", options);
        }
        JsonNode commit = client.post(run.path(verb), whole);
        of.server.show(commit, () -> Table.bare().row(commit.path("commit").asText(), commit.path("url").asText()));
        if (!of.server.json()) {
            of.server.err()
                    .println("Follow it with: headrace wait --repository " + run.repository() + " --run " + run.name()
                            + " --commit " + commit.path("commit").asText());
        }
        return 0;
    }
}
