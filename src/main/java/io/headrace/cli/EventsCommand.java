package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cli.EventLines.Message;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headrace events}: what happens on a server. */
@Command(name = "events", description = {"Prints what happened, in the order in which it happened.",
    "With -o json one document a line."})
final class EventsCommand implements Callable<Integer> {

    @Mixin
    final ListOf of;

    @Option(names = {"-f", "--follow"}, description = "Goes on as it happens; without --after from now on.")
    boolean follow;

    @Option(names = "--after", paramLabel = "ID", description = "Only what came after the event of that id.")
    @Nullable
    String after;

    @Option(names = "--run", paramLabel = "NAME",
            description = "Only of this run: acme/infra/shop/lamp, or the end of that.")
    @Nullable
    String run;

    EventsCommand(Surroundings here) {
        this.of = new ListOf(here);
    }

    @Override
    public Integer call() {
        try (ServerClient client = of.server.connect()) {
            tell(client);
        }
        return 0;
    }

    private void tell(ServerClient client) {
        Map<String, @Nullable Object> query = of.query();
        Optional.ofNullable(run).map(said -> of.run(client, said)).ifPresent(found -> {
            query.put("tenant", found.repository().tenant());
            query.put("repository", found.repository().name());
            query.put("run", found.name());
        });
        query.put("after", after);
        query.put("follow", follow ? null : "false");
        try (EventFlow flow = new EventFlow(client, of.server, query)) {
            Optional<Message> next = flow.next();
            while (next.isPresent() && !of.server.out().checkError()) {
                print(next.get());
                next = flow.next();
            }
        }
    }

    private void print(Message message) {
        if (message.type().equals("reset")) {
            of.server.err().println("headrace: some older events are not kept any more");
            return;
        }
        of.server.out().println(of.server.json() ? message.data() : line(message));
        of.server.out().flush();
    }

    private static String line(Message message) {
        JsonNode event = Json.read(message.data().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .orElseGet(Json::object);
        String what = String.join("/", event.path("tenant").asText(), InstancesCommand.text(event, "repository"),
                InstancesCommand.text(event, "run")).replaceAll("/+$", "");
        String subject = event.path("subject").asText();
        return Printable.line(String.join(" ", event.path("id").asText(), event.path("at").asText(),
                subject.isEmpty() ? what : what + " " + subject, event.path("type").asText(),
                event.path("message").asText()).strip());
    }
}
