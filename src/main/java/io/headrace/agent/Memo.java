package io.headrace.agent;

import io.headrace.model.Instance;
import io.headrace.model.Step;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an agent keeps of a step for a server that loses its history, one word that means nothing to it: whose recipe it
 * was, of what software, and what its instance was at.
 */
record Memo(String component, String script, String software, Instance.Round round, boolean deployed,
        Map<String, String> environment) {

    private static final int PARTS = 6;

    static String of(Instance instance, Step step) {
        StringBuilder text = new StringBuilder(String.join("\n", step.component(), step.script(),
                instance.softwareHash(), "" + instance.round().update(), "" + instance.round().after(),
                "" + instance.deployed()));
        step.environment().forEach((name, value) -> text.append('\n').append(name).append('=').append(value));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Reads what {@link #of} wrote; anything else is an {@link IllegalArgumentException}. */
    static Memo parse(String word) {
        List<String> parts = new String(Base64.getUrlDecoder().decode(word), StandardCharsets.UTF_8).lines().toList();
        if (parts.size() < PARTS) {
            throw new IllegalArgumentException("not the memo of a step");
        }
        Map<String, String> environment = new LinkedHashMap<>();
        for (String line : parts.subList(PARTS, parts.size())) {
            int mark = line.indexOf('=');
            environment.put(line.substring(0, Math.max(0, mark)), line.substring(mark + 1));
        }
        return new Memo(parts.get(0), parts.get(1), parts.get(2),
                new Instance.Round(Boolean.parseBoolean(parts.get(3)), Integer.parseInt(parts.get(4))),
                Boolean.parseBoolean(parts.get(5)), environment);
    }
}
