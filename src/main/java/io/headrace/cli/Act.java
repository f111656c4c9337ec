package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What the commands that act on a run do alike: they ask for the act, and show the run as it then is. */
final class Act {

    private Act() {}

    static int act(RunOf of, String verb, Map<String, ?> body) {
        try (ServerClient client = of.server.connect()) {
            RunName name = of.in(client);
            JsonNode run = client.post(name.path(verb), body);
            of.server.show(run, () -> RunsCommand.table(Json.items(run)));
        }
        return 0;
    }

    /** Whether the user agrees; one who cannot be asked has to say so with that option. */
    static boolean agreed(ServerOptions server, boolean said, String question, String option) {
        return said || new Keyboard(server.here()).confirmed(question)
                .orElseThrow(() -> server.wrong("nobody can be asked here; give " + option));
    }
}
