package io.headrace.cli;

import java.util.Optional;
import java.util.function.Supplier;

/** Asks a server that may be away for a while, and says so once: a restart of it ends no command that follows it. */
final class Patience {

    private final ServerOptions server;
    private boolean told;

    Patience(ServerOptions server) {
        this.server = server;
    }

    /** The answer; empty when there is none now. */
    <T> Optional<T> ask(Supplier<T> question) {
        try {
            T answer = question.get();
            if (told) {
                server.err().println("headrace: the server answers again");
                told = false;
            }
            return Optional.of(answer);
        } catch (ServerException e) {
            if (!e.passing()) {
                throw e;
            }
            if (!told) {
                server.err().println("headrace: " + e.getMessage() + " (trying again)");
                told = true;
            }
            return Optional.empty();
        }
    }
}
