package io.headrace.plan;

import io.headrace.model.Instance;
import io.headrace.model.RunState;
import java.util.Optional;
import java.util.stream.Collectors;

/** What instances wait for that only a person can give. It stands in their message, where people look. */
public final class Awaited {

    private static final String BEFORE = "waits for secret '";
    private static final String BEHIND = "'; set it with: headrace secret set ";

    private Awaited() {}

    static String message(String secret) {
        return BEFORE + secret + BEHIND + secret;
    }

    /** The name of the secret that the instance waits for. */
    public static Optional<String> secret(Instance one) {
        String message = one.message();
        return message != null && message.startsWith(BEFORE) && message.contains(BEHIND)
                ? Optional.of(message.substring(BEFORE.length(), message.indexOf(BEHIND)))
                : Optional.empty();
    }

    /** {@code waits for secret 'db-password'}, or nothing. */
    static String story(RunState state) {
        String names = state.instances()
                .stream()
                .filter(one -> !one.removing())
                .flatMap(one -> secret(one).stream())
                .distinct()
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : "waits for secret " + names;
    }
}
