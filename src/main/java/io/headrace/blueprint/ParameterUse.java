package io.headrace.blueprint;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that a script gets or sets by a name that stands in it literally: {@code headrace get db:ready}.
 *
 * @param line from 1 within the script
 * @param node the node whose parameter is meant, null for the instance's own
 */
record ParameterUse(int line, int column, String command, @Nullable String node, String name) {

    /** Longer lines are data, not commands. */
    private static final int LONGEST_LINE = 2000;
    private static final Pattern CALL = Pattern.compile("(?<![\\w./-])(headrace\\s+(?:get|set)|ss-get|ss-set)"
            + "(?:\\s+(?:--timeout[= ]\\d+|--no-wait|--noblock|--ignore-abort|--))*\\s+([\"']?)([A-Za-z_][\\w.:-]*)\\2"
            + "(?=[\\s;|&)`<>\"]|$)");

    static List<ParameterUse> in(String script) {
        List<ParameterUse> uses = new ArrayList<>();
        int number = 0;
        for (String line : script.lines().toList()) {
            number++;
            boolean mayCall = line.contains("headrace") || line.contains("ss-");
            if (mayCall && line.length() <= LONGEST_LINE && !line.stripLeading().startsWith("#")) {
                find(line, number, uses);
            }
        }
        return uses;
    }

    private static void find(String line, int number, List<ParameterUse> uses) {
        Matcher call = CALL.matcher(line);
        while (call.find()) {
            String key = call.group(3);
            int colon = key.indexOf(':');
            String node = colon < 0 ? null : withoutIndex(key.substring(0, colon));
            uses.add(new ParameterUse(number, call.start(3) + 1, call.group(1).replaceAll("\\s+", " "), node,
                    key.substring(colon + 1)));
        }
    }

    private static String withoutIndex(String owner) {
        int dot = owner.lastIndexOf('.');
        return dot > 0 ? owner.substring(0, dot) : owner;
    }
}
