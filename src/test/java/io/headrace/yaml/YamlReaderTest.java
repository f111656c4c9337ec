package io.headrace.yaml;

import io.headrace.model.Problem;
import io.headrace.yaml.YamlNode.Mapping;
import io.headrace.yaml.YamlNode.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class YamlReaderTest {

    @Test
    void values_ofATree_knowTheirPlaces() {
        Mapping root = (Mapping) read("a: 1\nb:\n  - x\n  - y: |\n      one\n        two\n").documents()
                .getFirst()
                .root();
        assertThat(root.get("a").orElseThrow().at()).isEqualTo(new Position(1, 4));
        YamlNode.Sequence list = (YamlNode.Sequence) root.get("b").orElseThrow();
        assertThat(list.items().getFirst().at()).isEqualTo(new Position(3, 5));
        Scalar block = (Scalar) ((Mapping) list.items().get(1)).get("y").orElseThrow();
        assertThat(block.text()).isEqualTo("one\n  two\n");
        assertThat(block.textAt()).isEqualTo(new Position(5, 7));
    }

    @Test
    void scalars_inCoreSchema_areWhatTheyLook() {
        Mapping root = (Mapping) read(
                "{a: no, b: 1e3, c: 0o17, d: 017, e: 12:30:00, f: .nan, g: 2026-01-01, h: ~, i: true, j: 'true'}")
                .documents()
                .getFirst()
                .root();
        assertThat(root.entries()).extracting(entry -> ((Scalar) entry.value()).type())
                .containsExactly(CoreType.TEXT, CoreType.FLOAT, CoreType.INTEGER, CoreType.INTEGER, CoreType.TEXT,
                        CoreType.FLOAT, CoreType.TEXT, CoreType.NULL, CoreType.BOOLEAN, CoreType.TEXT);
    }

    @Test
    void text_withSeveralDocuments_givesEachInOrder() {
        assertThat(read("a: 1\n---\nb: 2\n...\n---\nc: 3\n").documents()).hasSize(3);
    }

    @Test
    void text_thatBreaksInTheSecondDocument_keepsTheFirst() {
        YamlText text = read("a: 1\n---\nb: [1\n");
        assertThat(text.documents()).hasSize(1);
        assertThat(messages(text)).containsExactly(
                "f.yaml:4:1: not valid YAML: expected ',' or ']', but got <stream end> (while parsing a flow sequence)");
    }

    @Test
    void aliases_toValuesBefore_areTheVeryValues() {
        Mapping root = (Mapping) read("a: &x {k: v}\nb: *x\n").documents().getFirst().root();
        assertThat(root.get("a").orElseThrow()).isSameAs(root.get("b").orElseThrow());
    }

    @Test
    void mergeKey_ofAMapping_addsWhatIsNotThere() {
        Mapping root = (Mapping) read("a: &x {k: v, l: w}\nb: {<<: *x, k: own}\n").documents().getFirst().root();
        Mapping merged = (Mapping) root.get("b").orElseThrow();
        assertThat(merged.entries()).extracting(entry -> entry.key().text() + "=" + ((Scalar) entry.value()).text())
                .containsExactly("k=own", "l=w");
    }

    @Test
    void mergeKey_ofAText_isRefused() {
        assertThat(messages(read("b: {<<: text}\n")))
                .containsExactly("f.yaml:1:9: << takes a mapping or a list of mappings, not a text");
    }

    @Test
    void byteOrderMark_andCrLf_areRead() {
        YamlText text = read("\uFEFFa: 1\r\nb: 2\r\n");
        assertThat(text.problems()).isEmpty();
        assertThat(((Mapping) text.documents().getFirst().root()).get("b").orElseThrow().at())
                .isEqualTo(new Position(2, 4));
    }

    @Test
    void bytes_thatAreNotUtf8_areRefusedWithTheirPlace() {
        byte[] bytes = {'a', ':', ' ', '1', '\n', 'b', (byte) 0xff};
        assertThat(YamlReader.read("f.yaml", bytes, YamlLimits.DEFAULT).problems())
                .containsExactly(Problem.error("f.yaml", 2, 2, "not UTF-8 text; save the file as UTF-8"));
    }

    private static YamlText read(String text) {
        return YamlReader.read("f.yaml", text.getBytes(StandardCharsets.UTF_8), YamlLimits.DEFAULT);
    }

    private static List<String> messages(YamlText text) {
        return java.util.stream.Stream
                .concat(text.problems().stream(), text.documents().stream().flatMap(one -> one.problems().stream()))
                .map(Problem::toString)
                .toList();
    }
}
