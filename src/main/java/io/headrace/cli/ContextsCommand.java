package io.headrace.cli;

import io.headrace.cli.Table.Cell;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code headrace contexts}: lists the servers logged in to, or changes to another. */
@Command(name = "contexts", description = "Lists the servers that you are logged in to, or changes to another one.")
final class ContextsCommand implements Callable<Integer> {

    private final Surroundings here;

    @Mixin
    final Printing printing = new Printing();

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The one to change to.")
    @Nullable
    String name;

    ContextsCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        Contexts known = Contexts.load(here);
        String wanted = name;
        if (wanted != null) {
            if (known.named(wanted).isEmpty()) {
                throw printing.wrong(known.unknown(wanted));
            }
            known.using(wanted).save();
            return 0;
        }
        Table table = Table.of("", "CONTEXT", "SERVER");
        known.all().entrySet().stream().sorted(java.util.Map.Entry.comparingByKey()).forEach(one -> {
            boolean current = one.getKey().equals(known.current());
            table.row(current ? "*" : " ", new Cell(one.getKey(), current ? Style.BOLD : Style.PLAIN),
                    one.getValue().server());
        });
        table.print(printing.out(), here.screen());
        return 0;
    }
}
