package io.headrace.net;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a server cannot be reached, in a few words: the JDK's exceptions often have none. */
final class Unreachable {

    private Unreachable() {}

    static String reason(@Nullable Throwable failure) {
        return Stream.<Throwable>iterate(failure, one -> one != null, Throwable::getCause)
                .map(Unreachable::words)
                .filter(words -> !words.isEmpty())
                .reduce((_, deeper) -> deeper)
                .orElseGet(() -> String.valueOf(failure));
    }

    private static String words(Throwable one) {
        return switch (one) {
            case UnresolvedAddressException _ -> "no such host";
            case UnknownHostException _ -> "no such host";
            case HttpTimeoutException _ -> "no connection within 10 s";
            case ConnectException e -> e.getMessage() == null ? "connection refused" : lower(e.getMessage());
            case SSLException e -> "TLS: " + e.getMessage();
            default -> one.getMessage() == null || one.getCause() != null ? "" : one.getMessage();
        };
    }

    private static String lower(String text) {
        return text.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + text.substring(1);
    }
}
