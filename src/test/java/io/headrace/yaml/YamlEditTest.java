package io.headrace.yaml;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class YamlEditTest {

    private static final List<String> SUSPEND = List.of("spec", "suspend");
    private static final List<String> REPLICAS = List.of("spec", "nodes", "web", "replicas");

    @Test
    void value_thatStands_isReplacedAndNothingElse() {
        assertThat(set("""
            # the shop
            kind: Run
            spec:
              nodes:   # two of them
                web: {replicas: 2, cloud: "é𝄞"}   # enough for now
              keep:    always

            # the end
            """, REPLICAS, "3")).isEqualTo("""
            # the shop
            kind: Run
            spec:
              nodes:   # two of them
                web: {replicas: 3, cloud: "é𝄞"}   # enough for now
              keep:    always

            # the end
            """);
    }

    @Test
    void key_thatIsMissing_isAddedBehindTheOthers() {
        assertThat(set("spec:\n  application: lamp # ours\n\n# more\nx: 1\n", SUSPEND, "true"))
                .isEqualTo("spec:\n  application: lamp # ours\n  suspend: true\n\n# more\nx: 1\n");
    }

    @Test
    void keys_thatAreMissing_areAddedTogether() {
        assertThat(set("spec:\n  nodes:\n    db: {replicas: 1}\n", REPLICAS, "3"))
                .isEqualTo("spec:\n  nodes:\n    db: {replicas: 1}\n    web: {replicas: 3}\n");
        assertThat(set("spec:\n  keep: always", REPLICAS, "3"))
                .isEqualTo("spec:\n  keep: always\n  nodes: {web: {replicas: 3}}");
    }

    @Test
    void keys_inFlowStyle_areAddedInFlowStyle() {
        assertThat(set("spec: {application: lamp, }\n", SUSPEND, "true"))
                .isEqualTo("spec: {application: lamp, suspend: true, }\n");
        assertThat(set("{kind: Run, spec: {}}", REPLICAS, "0"))
                .isEqualTo("{kind: Run, spec: {nodes: {web: {replicas: 0}}}}");
        assertThat(set("spec: {a: [1, 2]}", SUSPEND, "true")).isEqualTo("spec: {a: [1, 2], suspend: true}");
    }

    @Test
    void key_behindABlockOfText_isAddedBeforeTheFirst() {
        assertThat(set("spec:\n  a: 1\n  inputs:\n    text: |+\n      hello\n\nkind: Run\n", SUSPEND, "true"))
                .isEqualTo("spec:\n  suspend: true\n  a: 1\n  inputs:\n    text: |+\n      hello\n\nkind: Run\n");
    }

    @Test
    void lines_endedAsOnWindows_stayThat() {
        assertThat(set("\uFEFFspec:\r\n  a: 1\r\n", SUSPEND, "true"))
                .isEqualTo("\uFEFFspec:\r\n  a: 1\r\n  suspend: true\r\n");
    }

    @Test
    void value_thatIsMissing_isWrittenBehindItsKey() {
        assertThat(set("spec:\n  suspend:   # not now\n", SUSPEND, "false"))
                .isEqualTo("spec:\n  suspend: false   # not now\n");
    }

    @Test
    void key_ofAMergedMapping_isAddedAsItsOwn() {
        assertThat(set("x: &x {replicas: 1}\nspec: {nodes: {web: {<<: *x}}}\n", REPLICAS, "3"))
                .isEqualTo("x: &x {replicas: 1}\nspec: {nodes: {web: {<<: *x, replicas: 3}}}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"spec: &s\n  a: 1\nother: *s\n", "x: &x {a: 1}\nspec: *x\n",
        "spec: {nodes: {web: {replicas: &n 1}}}", "x: &x {nodes: {db: {}}}\nspec: {<<: *x}\n", "spec: [1]\n",
        "spec: text\n", "spec: {nodes: {web: {replicas: {}}}}", "? spec\n: ? nodes\n  : |\n    x\n", "- spec\n",
        "spec: {nodes: {web: {replicas: 1}}", "\t- x\n"})
    void text_thatCannotBeChangedAlone_isRefused(String text) {
        assertThat(YamlEdit.set(bytes(text), Position.START, REPLICAS, "3")).isInstanceOf(Edited.Refused.class);
    }

    @Test
    void document_amongOthers_isTheOnlyOneChanged() {
        String text = "# one\nspec: {a: 1}\n---\n# two\nname: two\nspec: {a: 1}\n---\nspec: {a: 1}\n";
        Edited edited = YamlEdit.set(bytes(text), new Position(5, 7), SUSPEND, "true");
        assertThat(edited).isEqualTo(new Edited.Text(
                "# one\nspec: {a: 1}\n---\n# two\nname: two\nspec: {a: 1, suspend: true}\n---\nspec: {a: 1}\n"));
    }

    @Test
    void document_takenOut_leavesTheOthers() {
        String text = "# header\na: 1\n---\nb: 2 # two\n---\nc: 3\n";
        assertThat(YamlEdit.without(bytes(text), new Position(2, 1)))
                .isEqualTo(new Edited.Text("---\nb: 2 # two\n---\nc: 3\n"));
        assertThat(YamlEdit.without(bytes(text), new Position(4, 4)))
                .isEqualTo(new Edited.Text("# header\na: 1\n---\nc: 3\n"));
        assertThat(YamlEdit.without(bytes(text), new Position(6, 1)))
                .isEqualTo(new Edited.Text("# header\na: 1\n---\nb: 2 # two\n"));
    }

    @Test
    void document_thatAMarkEnds_leavesTheCommentsBehindIt() {
        String text = "a: 1\n---\nb: 2 # two\n...\n# about three\n---\nc: 3\n...\n# the end\n";
        assertThat(YamlEdit.without(bytes(text), new Position(1, 1))).isEqualTo(
                new Edited.Text("---\nb: 2 # two\n...\n# about three\n---\nc: 3\n...\n# the end\n"));
        assertThat(YamlEdit.without(bytes(text), new Position(3, 1)))
                .isEqualTo(new Edited.Text("a: 1\n# about three\n---\nc: 3\n...\n# the end\n"));
        assertThat(YamlEdit.without(bytes(text), new Position(7, 1)))
                .isEqualTo(new Edited.Text("a: 1\n---\nb: 2 # two\n...\n# about three\n# the end\n"));
        assertThat(YamlEdit.without(bytes("a: 1\r\n... # over\r\n\r\n# two\r\n---\r\nb: 2\r\n"), new Position(1, 1)))
                .isEqualTo(new Edited.Text("\r\n# two\r\n---\r\nb: 2\r\n"));
    }

    @Test
    void mark_thatADirectiveNeedsBeforeIt_stays() {
        String directed = "a: 1\n---\nb: 2\n...\n%YAML 1.1\n---\nc: 3\n";
        assertThat(YamlEdit.without(bytes(directed), new Position(3, 1)))
                .isEqualTo(new Edited.Text("a: 1\n...\n%YAML 1.1\n---\nc: 3\n"));
    }

    @Test
    void document_thatIsTheOnlyOne_leavesNothing() {
        assertThat(YamlEdit.without(bytes("# schema\n---\na: 1\n---\n"), new Position(3, 1)))
                .isEqualTo(new Edited.Empty());
    }

    private static String set(String text, List<String> path, String value) {
        return YamlEdit.set(bytes(text), Position.START, path, value) instanceof Edited.Text edited
                ? edited.text()
                : "refused";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
