package io.headrace;

import io.headrace.cli.Surroundings;
import io.headrace.model.ConnectorInfo;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What one call of the command line returned and said. */
record Said(int code, String out, String err) {
    static final List<ConnectorInfo> CONNECTORS = List.of(new ConnectorInfo("local", Set.of(), "{}", "{}"));

    /** For commands that do not start a server. */
    static final Function<ServerConfig, Running> NO_SERVER = config -> {
        throw new AssertionError("no command of this test starts a server, and not at " + config.url());
    };

    static Said by(String... arguments) {
        return by(Map.of(), arguments);
    }

    static Said by(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine(Surroundings.plain(environment), CONNECTORS, NO_SERVER, arguments)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Said(code, out.toString(), err.toString());
    }
}
