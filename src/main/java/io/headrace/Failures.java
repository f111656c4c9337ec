package io.headrace;

import io.headrace.ServerConfig.Listen;
import io.headrace.cli.Misuse;
import io.headrace.cli.ServerException;
import io.headrace.http.UnusableCertificateException;
import io.headrace.store.DatabaseInUseException;
import io.headrace.store.StoreUnavailableException;
import io.headrace.vault.VaultException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What a command that fails says and exits with: its reason, without a stack trace when somebody can act on it. */
final class Failures {
    static final int NOT_DONE = 3;

    private Failures() {}

    static CommandLine explained(CommandLine commands) {
        return commands.setParameterExceptionHandler(new Misuse())
                .setExecutionExceptionHandler((failure, command, _) -> {
                    Optional<String> reason = Stream
                            .<Throwable>iterate(failure, one -> one != null, Throwable::getCause)
                            .map(Failures::reason)
                            .flatMap(Optional::stream)
                            .findFirst();
                    if (reason.isEmpty()) {
                        throw failure;
                    }
                    command.getErr().println("headrace: " + reason.get());
                    return NOT_DONE;
                });
    }

    /** Begins to listen at these addresses; where that cannot be, it says which they are. */
    static void listening(Collection<Listen> at, Runnable begin) {
        try {
            begin.run();
        } catch (UncheckedIOException failure) {
            String addresses = String.join(" or ", at.stream().map(Listen::toString).toList());
            throw new CannotException("cannot listen on " + addresses + ": " + failure.getMessage()
                    + "; end the server or program that does, or choose another address with server.listen or "
                    + "HEADRACE_SERVER_LISTEN='[\"127.0.0.1:8081\"]'", failure);
        }
    }

    private static Optional<String> reason(@Nullable Throwable failure) {
        return switch (failure) {
            case CannotException e -> Optional.ofNullable(e.getMessage());
            case ServerException e -> Optional.ofNullable(e.getMessage());
            case DatabaseInUseException e -> Optional.ofNullable(e.getMessage());
            case StoreUnavailableException e -> Optional.ofNullable(e.getMessage());
            case UnusableCertificateException e -> Optional.ofNullable(e.getMessage());
            case VaultException e -> Optional.ofNullable(e.getMessage());
            case null, default -> Optional.empty();
        };
    }
}
