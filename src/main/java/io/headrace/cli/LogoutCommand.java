package io.headrace.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headrace logout}: forgets a login. */
@Command(name = "logout", description = "Forgets a login. The token stays in force; `headrace token revoke` ends it.")
final class LogoutCommand implements Callable<Integer> {

    private final Surroundings here;

    @Mixin
    final Printing printing = new Printing();

    @Option(names = "--context", paramLabel = "NAME", description = "Which; default: the current one.")
    @Nullable
    String context;

    LogoutCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        Contexts known = Contexts.load(here);
        String name = Optional.ofNullable(context).orElse(known.current());
        if (known.named(name).isEmpty()) {
            throw name.isEmpty()
                    ? new ServerException("not logged in to any server")
                    : printing.wrong(known.unknown(name));
        }
        Contexts left = known.without(name);
        left.save();
        printing.out()
                .println("Logged out of " + name + (left.current().isEmpty() ? "" : "; now in " + left.current()));
        return 0;
    }
}
