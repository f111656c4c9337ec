package io.headrace.yaml;

import io.headrace.model.Known;
import io.headrace.model.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class FieldsTest {

    private final Problems problems = new Problems("f.yaml");

    @Test
    void mapping_withRightValues_isReadWithoutProblems() {
        Fields fields = fields("{name: no, count: 3, on: true, wait: 1h30m, size: 64MiB, way: fast, list: [a, b]}");
        assertThat(fields.text("name").map(Located::value)).contains("no");
        assertThat(fields.integer("count", 1, 5).map(Located::value)).contains(3);
        assertThat(fields.flag("on", false)).isTrue();
        assertThat(fields.duration("wait", Duration.ofSeconds(1), Duration.ofDays(1)).map(Located::value))
                .contains(Duration.ofMinutes(90));
        assertThat(fields.bytes("size", 1, 1L << 40).map(Located::value)).contains(64L << 20);
        assertThat(fields.choice("way", Map.of("fast", 1, "slow", 2)).map(Located::value)).contains(1);
        assertThat(fields.texts("list")).extracting(Located::value).containsExactly("a", "b");
        assertThat(fields.text("absent")).isEmpty();
        fields.done();
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void unknownKey_nearAKnownOne_isReportedWithASuggestion() {
        Fields fields = fields("replica: 2\nfoo: 1\n");
        fields.integer("replicas", 1, 9);
        fields.text("component");
        fields.done();
        assertThat(messages()).containsExactly(
                "f.yaml:1:1: unknown key 'replica' in node 'web'; did you mean 'replicas'? known: component, replicas",
                "f.yaml:2:1: unknown key 'foo' in node 'web'; known: component, replicas");
    }

    @Test
    void wrongValues_eachSayWhatIsWanted() {
        Fields fields = fields("""
            name: [x]
            count: 7
            on: no
            wait: 30
            size: 1GB
            way: fats
            list: x
            empty:
            later: 1
            """);
        fields.text("name");
        fields.integer("count", 1, 5);
        fields.flag("on", false);
        fields.duration("wait", Duration.ofSeconds(1), Duration.ofDays(1));
        fields.bytes("size", 1, 1L << 30);
        fields.choice("way", Map.of("fast", 1, "slow", 2));
        fields.items("list");
        fields.text("empty");
        fields.later("later");
        fields.requiredText("needed");
        fields.done();
        assertThat(messages()).containsExactly("f.yaml:1:1: 'needed' is missing in node 'web'",
                "f.yaml:1:7: 'name' of node 'web' must be a text, not a list",
                "f.yaml:2:8: 'count' of node 'web' must be a whole number from 1 to 5, not '7'",
                "f.yaml:3:5: 'on' of node 'web' must be true or false, not 'no'",
                "f.yaml:4:7: 'wait' of node 'web' must be a duration such as 90s, 30m or 1h30m from 1s to 1d, not '30'",
                "f.yaml:5:7: 'size' of node 'web' must be a size such as 512MiB or 1GiB from 1B to 1GiB, not '1GB'",
                "f.yaml:6:6: 'way' of node 'web' cannot be 'fats'; did you mean 'fast'? known: fast, slow",
                "f.yaml:7:7: 'list' of node 'web' must be a list, not a text",
                "f.yaml:8:7: 'empty' of node 'web' has no value; write one or remove the key",
                "f.yaml:9:8: 'later' of node 'web' is not yet supported; remove it");
    }

    @Test
    void value_thatIsNoMapping_isReportedOnceAndReadAsEmpty() {
        Fields fields = fields("[1]");
        assertThat(fields.requiredText("name")).isEmpty();
        fields.done();
        assertThat(messages()).containsExactly("f.yaml:1:1: node 'web' must be a mapping, not a list");
    }

    @Test
    void quotedText_withControlCharacters_isShownWithoutThem() {
        assertThat(Known.quote("a\u001b[2J\nb\u202Ec")).isEqualTo("'a?[2J?b?c'");
        assertThat(Known.quote("x".repeat(300))).isEqualTo("'" + "x".repeat(64) + "...'");
    }

    private Fields fields(String text) {
        YamlText read = YamlReader.read("f.yaml", text.getBytes(StandardCharsets.UTF_8), YamlLimits.DEFAULT);
        return Fields.of(read.documents().getFirst().root(), "node 'web'", problems);
    }

    private List<String> messages() {
        return problems.list().stream().map(Problem::toString).toList();
    }
}
