package io.headrace.yaml;

import io.headrace.yaml.YamlNode.Scalar;
import io.headrace.yaml.YamlNode.Style;
import java.util.List;
import org.yaml.snakeyaml.events.ScalarEvent;

/** The lines of the source, for the place where the text within a block begins. */
final class Lines {

    private final List<String> source;

    Lines(String text) {
        this.source = text.lines().toList();
    }

    Scalar scalar(ScalarEvent event, Position at) {
        return switch (event.getScalarStyle()) {
            case PLAIN -> new Scalar(at, event.getValue(), Style.PLAIN, at);
            case LITERAL -> new Scalar(at, event.getValue(), Style.LITERAL, textAt(event.getValue(), at));
            case FOLDED -> new Scalar(at, event.getValue(), Style.FOLDED, at);
            case SINGLE_QUOTED, DOUBLE_QUOTED, JSON_SCALAR_STYLE -> new Scalar(at, event.getValue(), Style.QUOTED, at);
        };
    }

    /** A block's text begins on the line below its mark; its column is what the block's indentation leaves. */
    private Position textAt(String value, Position mark) {
        List<String> lines = value.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int inSource = mark.line() + i;
            if (!lines.get(i).isBlank() && inSource < source.size()) {
                int indent = blanks(source.get(inSource)) - blanks(lines.get(i));
                return new Position(mark.line() + 1, Math.max(0, indent) + 1);
            }
        }
        return new Position(mark.line() + 1, 1);
    }

    private static int blanks(String line) {
        return line.length() - line.stripLeading().length();
    }
}
