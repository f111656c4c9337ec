package io.headrace.net;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a server cannot be reached, in a few words for the user: the JDK's exceptions often have none. */
final class Unreachable {

    private Unreachable() {}

    static String reason(@Nullable Throwable failure) {
        List<Throwable> chain = Stream.<Throwable>iterate(failure, one -> one != null, Throwable::getCause).toList();
        return chain.reversed()
                .stream()
                .flatMap(one -> known(one).stream())
                .findFirst()
                .orElseGet(() -> chain.stream()
                        .map(Throwable::getMessage)
                        .filter(message -> message != null && !message.isBlank())
                        .findFirst()
                        .orElse("no answer"));
    }

    private static Optional<String> known(Throwable one) {
        return Optional.ofNullable(switch (one) {
            case UnresolvedAddressException _ -> "no such host";
            case UnknownHostException _ -> "no such host";
            case HttpTimeoutException _ -> "no connection within 10 s; is the server running?";
            case CertPathBuilderException _ -> "its certificate is not trusted; --cacert FILE trusts its authority";
            case SSLException e -> "TLS: " + e.getMessage();
            case ConnectException e when e.getMessage() == null || e.getMessage().equals("Connection refused") ->
                "connection refused; is the server running?";
            default -> null;
        });
    }
}
