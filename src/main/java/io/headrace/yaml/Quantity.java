package io.headrace.yaml;

import io.headrace.model.Known;
import io.headrace.yaml.YamlNode.Scalar;
import io.headrace.yaml.YamlNode.Style;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scalars that are more than text: booleans, whole numbers, durations, numbers of bytes. */
public final class Quantity {

    private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9]{0,17})");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}(d|h|ms|m|s))+");
    private static final Pattern PART = Pattern.compile("([0-9]+)(d|h|ms|m|s)");
    private static final Map<String, Duration> UNITS = Map.of("d", Duration.ofDays(1), "h", Duration.ofHours(1), "m",
            Duration.ofMinutes(1), "s", Duration.ofSeconds(1), "ms", Duration.ofMillis(1));
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,9})(B|KiB|MiB|GiB|TiB)");
    private static final List<String> BYTE_UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

    private Quantity() {}

    static Optional<Located<Boolean>> flag(YamlNode node, String subject, Problems problems) {
        if (node instanceof Scalar scalar && scalar.type() == CoreType.BOOLEAN) {
            return Optional.of(new Located<>(scalar.text().equalsIgnoreCase("true"), node.at()));
        }
        problems.error(node.at(), subject + " must be true or false, not " + shown(node));
        return Optional.empty();
    }

    static Optional<Located<Integer>> integer(YamlNode node, String subject, int least, int most, Problems problems) {
        String wanted = subject + " must be a whole number from " + least + " to " + most;
        if (node instanceof Scalar scalar && scalar.style() == Style.PLAIN
                && DECIMAL.matcher(scalar.text()).matches()) {
            BigInteger value = new BigInteger(scalar.text());
            if (value.compareTo(BigInteger.valueOf(least)) >= 0 && value.compareTo(BigInteger.valueOf(most)) <= 0) {
                return Optional.of(new Located<>(value.intValueExact(), node.at()));
            }
        }
        problems.error(node.at(), wanted + ", not " + shown(node));
        return Optional.empty();
    }

    static Optional<Located<Duration>> duration(YamlNode node, String subject, Duration least, Duration most,
            Problems problems) {
        Optional<Duration> value = node instanceof Scalar scalar ? duration(scalar.text()) : Optional.empty();
        if (value.isEmpty() || value.get().compareTo(least) < 0 || value.get().compareTo(most) > 0) {
            problems.error(node.at(), subject + " must be a duration such as 90s, 30m or 1h30m from " + print(least)
                    + " to " + print(most) + ", not " + shown(node));
            return Optional.empty();
        }
        return Optional.of(new Located<>(value.get(), node.at()));
    }

    static Optional<Located<Long>> bytes(YamlNode node, String subject, long least, long most, Problems problems) {
        Optional<Long> value = node instanceof Scalar scalar ? bytes(scalar.text()) : Optional.empty();
        if (value.isEmpty() || value.get() < least || value.get() > most) {
            problems.error(node.at(), subject + " must be a size such as 512MiB or 1GiB from " + print(least) + " to "
                    + print(most) + ", not " + shown(node));
            return Optional.empty();
        }
        return Optional.of(new Located<>(value.get(), node.at()));
    }

    /** Reads {@code 1h30m}. */
    public static Optional<Duration> duration(String text) {
        if (text.length() > 40 || !DURATION.matcher(text).matches()) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            sum = sum
                    .plus(UNITS.getOrDefault(part.group(2), Duration.ZERO).multipliedBy(Long.parseLong(part.group(1))));
        }
        return Optional.of(sum);
    }

    /** Reads {@code 512MiB}. */
    public static Optional<Long> bytes(String text) {
        Matcher matcher = BYTES.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(matcher.group(1)) << (10 * BYTE_UNITS.indexOf(matcher.group(2))));
    }

    /** Writes a duration in the form that {@link #duration(String)} reads. */
    public static String print(Duration duration) {
        List<String> parts = new ArrayList<>();
        part(parts, duration.toDays(), "d");
        part(parts, duration.toHoursPart(), "h");
        part(parts, duration.toMinutesPart(), "m");
        part(parts, duration.toSecondsPart(), "s");
        part(parts, duration.toMillisPart(), "ms");
        return parts.isEmpty() ? "0s" : String.join("", parts);
    }

    /** Writes a number of bytes in the form that {@link #bytes(String)} reads. */
    public static String print(long bytes) {
        int unit = 0;
        long count = bytes;
        while (count != 0 && count % 1024 == 0 && unit + 1 < BYTE_UNITS.size()) {
            count /= 1024;
            unit++;
        }
        return count + BYTE_UNITS.get(unit);
    }

    private static void part(List<String> parts, long count, String unit) {
        if (count > 0) {
            parts.add(count + unit);
        }
    }

    private static String shown(YamlNode node) {
        return node instanceof Scalar scalar ? Known.quote(scalar.text()) : node.kind();
    }
}
