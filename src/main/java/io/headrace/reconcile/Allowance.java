package io.headrace.reconcile;

import io.headrace.git.CommitInfo;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many runs a push ({@code -o allow-destroy=N}) or a commit (its trailer) allows to end. */
final class Allowance {

    private static final Pattern OPTION = Pattern.compile("allow-destroy=(\\d{1,6})");
    private static final String TRAILER = "Headrace-Allow-Destroy";

    private Allowance() {}

    /** What is wrong with the options of a push, or nothing: a mistyped {@code plan} must not deploy. */
    static String refusal(List<String> options) {
        for (String option : options) {
            if (!option.equals("wait") && !option.equals("plan") && !OPTION.matcher(option).matches()) {
                return "unknown push option '" + option + "'; known: wait, plan, allow-destroy=N";
            }
        }
        return "";
    }

    static int of(List<String> options) {
        return options.stream()
                .map(OPTION::matcher)
                .filter(Matcher::matches)
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .max()
                .orElse(0);
    }

    static int of(CommitInfo commit) {
        String value = commit.trailer(TRAILER).orElse("0").strip();
        return value.matches("\\d{1,6}") ? Integer.parseInt(value) : 0;
    }
}
