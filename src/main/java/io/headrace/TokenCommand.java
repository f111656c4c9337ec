package io.headrace;

import io.headrace.cli.ServerOptions;
import io.headrace.cli.Surroundings;
import io.headrace.cli.TokenTable;
import io.headrace.model.Secret;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code headrace token}: makes, lists and ends the tokens of members and operators. */
@Command(name = "token", description = {
    "Makes, lists and ends the tokens with which members and operators identify themselves: at a "
            + "running server, or with --config in the database of one that is stopped (the first token)."},
        synopsisSubcommandLabel = "COMMAND")
final class TokenCommand implements Runnable {
    private final Surroundings here;
    private final Collection<String> connectors;
    private final InstantSource clock;

    @Option(names = {"-c",
        "--config"}, paramLabel = "FILE", scope = ScopeType.INHERIT,
            description = "The configuration of a server that does not run.")
    @Nullable
    Path config;

    @Mixin
    final ServerOptions server;

    @Spec
    @Nullable
    CommandSpec spec;

    TokenCommand(Surroundings here, Collection<String> connectors, InstantSource clock) {
        this.here = here;
        this.server = new ServerOptions(here);
        this.connectors = List.copyOf(connectors);
        this.clock = clock;
    }

    @Override
    public void run() {
        throw usage("one of create, list and revoke is needed");
    }

    @Command(name = "create", description = "Makes a token and prints it, this once; only its hash is kept.")
    int create(@Option(names = "--tenant", description = "The member's tenant.") @Nullable String tenant,
            @Option(names = "--member", description = "Whose it is.") @Nullable String member,
            @Option(names = "--operator",
                    description = "Instead: the operator whose it is.") @Nullable String operator) {
        if ((operator == null) == (tenant == null || member == null)) {
            throw usage("give --tenant and --member, or --operator");
        }
        try (TokenAccess tokens = open()) {
            Secret made = operator != null
                    ? tokens.create(TokenAccess.OPERATORS, operator)
                    : tokens.create(String.valueOf(tenant), String.valueOf(member));
            Output.of(spec).println(made.reveal());
        }
        return 0;
    }

    @Command(name = "list",
            description = "Lists tokens, without themselves.")
    int list(@Option(names = "--tenant", description = "Only of this tenant.") @Nullable String tenant) {
        try (TokenAccess tokens = open()) {
            TokenTable.show(server, tokens.list(tenant));
        }
        return 0;
    }

    @Command(name = "revoke", description = "Ends a token for good.")
    int revoke(@Parameters(paramLabel = "ID", description = "As `token list` prints it.") String id) {
        try (TokenAccess tokens = open()) {
            tokens.revoke(id);
        }
        return 0;
    }

    private TokenAccess open() {
        Path file = config;
        if (file == null) {
            return new RemoteTokens(server.connect());
        }
        if (server.said()) {
            throw usage("either --server URL, or --config FILE of a server that does not run");
        }
        return OfflineTokens.open(new ConfigFile(file).valid(here.environment(), connectors), clock);
    }

    private ParameterException usage(String message) {
        return server.wrong(message);
    }
}
