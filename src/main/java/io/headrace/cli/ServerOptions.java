package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cli.Contexts.Context;
import io.headrace.model.Secret;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The options that every command for a server has: which one, with which token, and what to print. */
public final class ServerOptions {

    private final Surroundings here;

    /** What is printed. */
    enum Format {
        table, json
    }

    @Option(names = "--server", paramLabel = "URL", scope = ScopeType.INHERIT, converter = ServerUrl.class,
            description = "The server. Default: HEADRACE_SERVER, else the one logged in to.")
    @Nullable
    URI server;

    @Option(names = "--token-file", paramLabel = "FILE", scope = ScopeType.INHERIT,
            description = "Holds your token. Default: HEADRACE_TOKEN, else the one logged in with.")
    @Nullable
    Path tokenFile;

    @Option(names = "--context", paramLabel = "NAME", scope = ScopeType.INHERIT,
            description = "One of the servers logged in to, as `headrace contexts` lists them.")
    @Nullable
    String context;

    @Option(names = "--cacert", paramLabel = "FILE", scope = ScopeType.INHERIT,
            description = "Certificates (PEM) to trust instead of the usual ones.")
    @Nullable
    Path authorities;

    @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", defaultValue = "table", scope = ScopeType.INHERIT,
            description = "table for people, json for programs: the documents of the API.")
    Format format = Format.table;

    @Mixin
    final Printing printing = new Printing();

    public ServerOptions(Surroundings here) {
        this.here = here;
    }

    Surroundings here() {
        return here;
    }

    /** Whether an argument names a server. */
    public boolean said() {
        return server != null || context != null;
    }

    /** A client of the server that is meant. */
    public ServerClient connect() {
        Contexts known = Contexts.load(here);
        Optional<Context> chosen = chosen(known);
        URI url = chosen.map(Context::server)
                .or(this::url)
                .orElseThrow(() -> new ServerException("which server? Log in with: headrace login URL; or give "
                        + "--server URL"));
        Optional<Context> same = chosen.or(() -> known.at(url));
        return new ServerClient(url, token(same).orElseThrow(() -> new ServerException("no token for " + url
                + "; log in with: headrace login " + url)),
                authorities != null ? authorities : same.map(Context::authorities).orElse(null));
    }

    /** The context that is named, or the current one when nothing else says which server. */
    private Optional<Context> chosen(Contexts known) {
        String name = context;
        if (name != null) {
            return Optional.of(known.named(name)
                    .orElseThrow(() -> wrong(known.unknown(name))));
        }
        return url().isPresent() ? Optional.empty() : known.named(known.current());
    }

    private Optional<URI> url() {
        return url(server, here, printing);
    }

    /** The server that an argument names, or else the environment. */
    static Optional<URI> url(@Nullable URI said, Surroundings here, Printing printing) {
        return Optional.ofNullable(said)
                .or(() -> here.variable("HEADRACE_SERVER")
                        .map(text -> ServerUrl.parse(text)
                                .orElseThrow(() -> printing.wrong("HEADRACE_SERVER: " + ServerUrl.wrong(text)))));
    }

    private Optional<Secret> token(Optional<Context> chosen) {
        if (tokenFile != null) {
            return Optional.of(new Keyboard(here).token(tokenFile));
        }
        Optional<Secret> fromVariable = here.variable("HEADRACE_TOKEN").map(String::strip).map(Secret::new);
        Optional<Secret> fromContext = chosen.map(Context::token);
        return context != null ? fromContext : fromVariable.or(() -> fromContext);
    }

    /** Prints the document for a program, or the table for people. */
    void show(JsonNode document, Supplier<Table> table) {
        if (format == Format.json) {
            out().println(Json.pretty(document));
            out().flush();
        } else {
            table.get().print(out(), here.screen());
        }
    }

    boolean json() {
        return format == Format.json;
    }

    public PrintWriter out() {
        return printing.out();
    }

    PrintWriter err() {
        return printing.err();
    }

    /** Wrong usage: exit code 2. */
    public ParameterException wrong(String message) {
        return printing.wrong(message);
    }
}
