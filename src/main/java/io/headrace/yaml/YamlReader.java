package io.headrace.yaml;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads bytes as YAML into trees; whatever the bytes are, the answer is a value and comes soon. */
public final class YamlReader {

    private YamlReader() {}

    /** Reads all documents; {@code path} stands in the problems. */
    public static YamlText read(String path, byte[] bytes, YamlLimits limits) {
        Problems problems = new Problems(path);
        if (bytes.length > limits.bytes()) {
            problems.error(Position.START, tooLarge(bytes.length, limits));
            return new YamlText(List.of(), problems.list());
        }
        Optional<String> text = PlainText.decode(bytes, problems);
        if (text.isEmpty()) {
            return new YamlText(List.of(), problems.list());
        }
        TreeBuilder builder = new TreeBuilder(path, text.get(), limits);
        StreamReader source = new StreamReader(text.get());
        try {
            parse(source, builder, limits);
        } catch (RefusedException e) {
            problems.error(e.at(), e.reason());
        } catch (MarkedYAMLException e) {
            problems.error(position(e.getProblemMark()), "not valid YAML: " + reason(e));
        } catch (YAMLException e) {
            problems.error(position(source.getMark()), "not valid YAML: " + firstLine(e.getMessage()));
        } catch (IllegalArgumentException e) {
            // The scanner throws it for escapes in double quotes that are cut short or name no character.
            problems.error(position(source.getMark()), "not valid YAML: an escape in double quotes is wrong");
        }
        return new YamlText(builder.documents(), problems.list());
    }

    /** What a text over the bound is told; public for those who look at the size before they read. */
    public static String tooLarge(long bytes, YamlLimits limits) {
        return "the file has " + bytes + " bytes; at most " + limits.bytes() + " are read: split it";
    }

    private static void parse(StreamReader source, TreeBuilder builder, YamlLimits limits) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(limits.bytes());
        options.setNestingDepthLimit(limits.depth() + 1);
        ParserImpl parser = new ParserImpl(source, options);
        while (!parser.checkEvent(Event.ID.StreamEnd)) {
            builder.accept(parser.getEvent());
        }
    }

    static Position position(@org.jspecify.annotations.Nullable Mark mark) {
        return mark == null ? Position.START : new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String reason(MarkedYAMLException e) {
        String problem = firstLine(e.getProblem());
        String context = e.getContext();
        return context == null ? problem : problem + " (" + firstLine(context) + ")";
    }

    private static String firstLine(@org.jspecify.annotations.Nullable String message) {
        String line = Objects.requireNonNullElse(message, "unreadable")
                .strip()
                .lines()
                .findFirst()
                .orElse("unreadable");
        return line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1);
    }
}
