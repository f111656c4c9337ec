package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cli.RunValues.Value;
import io.headrace.cli.Table.Cell;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code headrace params RUN [NAME]}: the values that a run and its instances share. */
@Command(name = "params", description = {"Shows the outputs of a run and what its instances set; secret ones are ***.",
    "With NAME only the value of that one, for scripts; exit code 1 when it is not set."})
final class ParamsCommand implements Callable<Integer> {

    @Mixin
    final RunOf of;

    @Parameters(index = "1", paramLabel = "NAME", arity = "0..1",
            description = "One of them: url, or of an instance: web.1/address; as recipes write it, run:url and "
                    + "web.1:address, will do too.")
    @Nullable
    String name;

    ParamsCommand(Surroundings here) {
        this.of = new RunOf(here);
    }

    @Override
    public Integer call() {
        try (ServerClient client = of.server.connect()) {
            RunName run = of.in(client);
            JsonNode set = client.list(run.path("parameters"), Map.of());
            RunValues values = new RunValues(client.get(run.path()), set);
            String wanted = name;
            return wanted == null ? all(set, values) : one(values, wanted);
        }
    }

    private int all(JsonNode set, RunValues values) {
        of.server.show(set, () -> {
            Table table = Table.of("SCOPE", "NAME", "VALUE");
            values.shown()
                    .forEach(one -> table.row(one.scope(), one.name(),
                            new Cell(one.value(), one.secret() ? Style.FAINT : Style.PLAIN)));
            return table;
        });
        return 0;
    }

    private int one(RunValues values, String wanted) {
        Optional<Value> found = values.find(wanted);
        if (found.isEmpty() || found.get().value().isEmpty()) {
            of.server.err()
                    .println("headrace: " + (found.isEmpty()
                            ? values.unknown(wanted)
                            : "'" + wanted + "' has no value yet"));
            return 1;
        }
        if (of.server.json()) {
            of.server.show(found.get().document(), Table::bare);
        } else {
            String value = found.get().value();
            of.server.out().println(of.server.here().screen().terminal() ? Printable.lines(value) : value);
        }
        return 0;
    }
}
