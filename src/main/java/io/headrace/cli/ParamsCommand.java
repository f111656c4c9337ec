package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cli.Table.Cell;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code headrace params RUN [NAME]}: the values that the instances of a run share. */
@Command(name = "params", description = {"Shows the parameters of a run; secret ones are ***.",
    "With NAME only the value of that one, for scripts; exit code 1 when it is not set."})
final class ParamsCommand implements Callable<Integer> {

    @Mixin
    final RunOf of;

    @Parameters(index = "1", paramLabel = "NAME", arity = "0..1",
            description = "One of them: url, or of an instance: web.1:2/address (the generation may be left out).")
    @Nullable
    String name;

    ParamsCommand(Surroundings here) {
        this.of = new RunOf(here);
    }

    @Override
    public Integer call() {
        try (ServerClient client = of.server.connect()) {
            JsonNode all = client.list(of.in(client).path("parameters"), java.util.Map.of());
            String wanted = name;
            return wanted == null ? all(all) : one(all, wanted);
        }
    }

    private int all(JsonNode all) {
        of.server.show(all, () -> {
            Table table = Table.of("SCOPE", "NAME", "VALUE");
            all.path("items")
                    .forEach(one -> table.row(one.path("scope").asText(), one.path("name").asText(),
                            new Cell(one.path("value").asText(),
                                    one.path("secret").asBoolean() ? Style.FAINT : Style.PLAIN)));
            return table;
        });
        return 0;
    }

    private int one(JsonNode all, String wanted) {
        List<JsonNode> found = all.path("items").valueStream().filter(one -> matches(one, wanted)).toList();
        if (found.isEmpty()) {
            of.server.err().println("headrace: no parameter '" + wanted + "' is set");
            return 1;
        }
        if (found.size() > 1) {
            throw of.server.wrong("several instances have '" + wanted + "'; write one of " + String.join(", ",
                    found.stream().map(one -> one.path("scope").asText() + "/" + one.path("name").asText()).toList()));
        }
        if (of.server.json()) {
            of.server.show(found.getFirst(), Table::bare);
        } else {
            String value = found.getFirst().path("value").asText();
            of.server.out().println(of.server.here().screen().terminal() ? Printable.lines(value) : value);
        }
        return 0;
    }

    private static boolean matches(JsonNode one, String wanted) {
        String scope = one.path("scope").asText();
        String name = one.path("name").asText();
        return wanted.equals(name) || wanted.equals(scope + "/" + name)
                || wanted.equals(scope.replaceFirst(":\\d+$", "") + "/" + name);
    }
}
