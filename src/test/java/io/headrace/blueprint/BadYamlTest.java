package io.headrace.blueprint;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.headrace.blueprint.Fixtures.problems;
import static org.assertj.core.api.Assertions.assertThat;

/** YAML that is hostile as such: each has a clear message with its place, and costs next to nothing. */
final class BadYamlTest {

    private static final String HEAD = "apiVersion: headrace.io/v1\nkind: Project\nmetadata: {name: p}\n";

    @Test
    void billionLaughs_isRefusedBeforeItExpands() {
        StringBuilder text = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 10; i++) {
            text.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [")
                    .append(("*a" + (i - 1) + ", ").repeat(10))
                    .append("]\n");
        }
        assertThat(problems(text.toString()))
                .containsExactly("f.yaml:5:45: the file has more than 100000 values, aliases expanded; split it");
    }

    @Test
    void quadraticAliases_areRefused() {
        String text = "a: &a [" + "x, ".repeat(1000) + "]\nb: [" + "*a, ".repeat(1000) + "]\n";
        assertThat(problems(text))
                .containsExactly("f.yaml:2:397: the file has more than 100000 values, aliases expanded; split it");
    }

    @Test
    void deepAliases_areRefused() {
        StringBuilder text = new StringBuilder("- &a0 [x]\n");
        for (int i = 1; i < 100; i++) {
            text.append("- &a").append(i).append(" [*a").append(i - 1).append("]\n");
        }
        assertThat(problems(text.toString()))
                .containsExactly("f.yaml:64:9: aliases nest values deeper than 64; flatten them");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        !!javax.script.ScriptEngineManager [x]             | tag:yaml.org,2002:javax.script.ScriptEngineManager
        !!java.net.URL ['http://x']                        | tag:yaml.org,2002:java.net.URL
        !!str x                                            | tag:yaml.org,2002:str
        !!binary aGVsbG8=                                  | tag:yaml.org,2002:binary
        !!python/object/apply:os.system [id]               | tag:yaml.org,2002:python/object/apply:os.system
        !<tag:yaml.org,2002:java.lang.ProcessBuilder> [id] | tag:yaml.org,2002:java.lang.ProcessBuilder
        """)
    void tag_ofAnyType_isRefused(String value, String shown) {
        assertThat(problems("x: " + value)).containsExactly("f.yaml:1:4: the tag '" + shown
                + "' is not supported; remove it, values are plain YAML");
    }

    @Test
    void localTag_inOurDocument_isRefused() {
        assertThat(problems(HEAD + "spec: {owners: !vault [x]}\n")).containsExactly(
                "f.yaml:4:16: the tag '!vault' is not supported; remove it, values are plain YAML");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void nesting_50000Deep_isRefused(String open) {
        assertThat(problems(open.repeat(50_000))).singleElement()
                .asString()
                .endsWith("values are nested deeper than 64; flatten them");
    }

    @Test
    void scalar_of50Megabytes_isRefusedUnread() {
        InMemoryTree tree = new InMemoryTree().with("f.yaml", new byte[50_000_000]);
        assertThat(problems(tree))
                .containsExactly("f.yaml:1:1: the file has 50000000 bytes; at most 1048576 are read: split it");
        assertThat(tree.reads).isZero();
    }

    @Test
    void duplicateKey_isRefusedWithBothLines() {
        assertThat(problems(HEAD + "spec:\n  owners: [a]\n  owners: [b]\n"))
                .containsExactly("f.yaml:6:3: the key 'owners' stands twice; first on line 5, remove one");
    }

    @Test
    void mergeKeyLoop_isRefused() {
        assertThat(problems("a: &a\n  <<: *a\n")).containsExactly(
                "f.yaml:2:7: the alias *a stands within what it names; write out what is meant");
    }

    @Test
    void recursiveAlias_isRefused() {
        assertThat(problems("&a [*a]\n")).containsExactly(
                "f.yaml:1:5: the alias *a stands within what it names; write out what is meant");
    }

    @Test
    void directiveOfAnotherYaml_isRefused() {
        assertThat(problems("%YAML 9.9\n---\na: 1\n")).containsExactly(
                "f.yaml:1:1: not valid YAML: found incompatible YAML document (version 1.* is required)");
    }

    @Test
    void anchorOfAnotherDocument_isUnknown() {
        assertThat(problems("a: &x 1\n---\nb: *x\n")).containsExactly(
                "f.yaml:3:4: the alias *x names no anchor before it in this document; none is known");
    }

    @Test
    void severalDocuments_areEachRead() {
        assertThat(problems(HEAD.replace("p}", "P}") + "---\n" + HEAD.replace("p}", "Q}"))).hasSize(2)
                .allMatch(problem -> problem.contains("is not a name"));
    }

    @Test
    void tabAsIndentation_isRefusedWithItsPlace() {
        assertThat(problems("a:\n\tb: 1\n"))
                .containsExactly("f.yaml:2:1: not valid YAML: found character '\\t(TAB)' that"
                        + " cannot start any token. (Do not use \\t(TAB) for indentation) (while scanning for the next token)");
    }

    @Test
    void crLf_isReadAsLineEnd() {
        assertThat(problems(HEAD.replace("\n", "\r\n") + "spec: {x: 1}\r\n"))
                .containsExactly("f.yaml:4:8: unknown key 'x' in Project 'p'; known: defaults, owners");
    }

    @ParameterizedTest
    @CsvSource({"85", "2028", "2029"})
    void unseenLineBreak_isRefused(String hex) {
        String text = "a: 1" + Character.toString(Integer.parseInt(hex, 16)) + "b: 2\n";
        assertThat(problems(text)).containsExactly("f.yaml:1:5: the character U+" + "0".repeat(4 - hex.length()) + hex
                + " is not allowed; end lines with LF or CR LF");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 27, 127})
    void controlCharacter_isRefused(int character) {
        assertThat(problems("a: b" + Character.toString(character) + "\n")).singleElement()
                .asString()
                .startsWith("f.yaml:1:5: the character U+");
    }

    @Test
    void utf16_isRefused() {
        InMemoryTree tree = new InMemoryTree().with("f.yaml", HEAD.getBytes(StandardCharsets.UTF_16));
        assertThat(problems(tree)).containsExactly("f.yaml:1:1: not UTF-8 text; save the file as UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"? {a: b}\n: c\n", "? [a]\n: c\n", "{{ template }}: x\n"})
    void key_thatIsNoText_isRefusedInOurDocuments(String entry) {
        String text = HEAD + "spec:\n  " + entry.replace("\n", "\n  ") + "\n";
        assertThat(problems(text)).anyMatch(problem -> problem.contains("a key must be a text, not a "));
    }

    @Test
    void bytesOfManyKinds_neverThrow() {
        List<String> texts = List.of("", "\uFEFF", "---\n---\n---", "%", "%TAG ! x\n", "&", "*", "*a", "!", "? ", ": ",
                "|", "|2\n x", ">-\n", "'", "\"\\ud800\"", "\"\\x", "- - - -", "@a", "`a", "a: b: c", "[}", "{]", "#",
                "apiVersion: headrace.io/v1", "apiVersion: headrace.io/v2", "apiVersion: [headrace.io/v1]");
        assertThat(texts).allSatisfy(text -> assertThat(problems(text)).isNotNull());
    }

    @Test
    void pathWithInvisibleCharacters_isShownWithoutThem() {
        assertThat(problems(new InMemoryTree().with("a\u202Eb\u001b[2J.yaml", "a: [")))
                .singleElement()
                .asString()
                .startsWith("a?b?[2J.yaml:1:5: not valid YAML");
    }

    @Test
    void unknownVersion_isRefusedWithTheKnownOne() {
        assertThat(problems("apiVersion: headrace.io/v2\nkind: Run\n"))
                .containsExactly("f.yaml:1:13: unknown apiVersion 'headrace.io/v2'; known: headrace.io/v1");
    }
}
