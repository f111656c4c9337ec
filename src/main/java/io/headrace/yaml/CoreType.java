package io.headrace.yaml;

import java.util.Set;
import java.util.regex.Pattern;

/** What a plain scalar is in the core schema of YAML 1.2 (section 10.3); {@code no}, {@code 017} as in JSON or text. */
public enum CoreType {
    NULL("nothing"), BOOLEAN("a boolean"), INTEGER("a number"), FLOAT("a number"), TEXT("a text");

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> BOOLEANS = Set.of("true", "True", "TRUE", "false", "False", "FALSE");
    private static final Pattern INT = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern NUMBER = Pattern
            .compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    /** Longer ones are texts, so that no conversion of digits costs anything. */
    private static final int LONGEST_NUMBER = 64;

    private final String kind;

    CoreType(String kind) {
        this.kind = kind;
    }

    String kind() {
        return kind;
    }

    static CoreType of(String plain) {
        if (NULLS.contains(plain)) {
            return NULL;
        }
        if (BOOLEANS.contains(plain)) {
            return BOOLEAN;
        }
        char first = plain.charAt(0);
        boolean mayBeNumber = first == '-' || first == '+' || first == '.' || (first >= '0' && first <= '9');
        if (!mayBeNumber || plain.length() > LONGEST_NUMBER) {
            return TEXT;
        }
        if (INT.matcher(plain).matches()) {
            return INTEGER;
        }
        return NUMBER.matcher(plain).matches() ? FLOAT : TEXT;
    }
}
