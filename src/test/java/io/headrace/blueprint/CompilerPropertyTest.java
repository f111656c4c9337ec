package io.headrace.blueprint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for any file: no bytes break the compiler, and only what matters changes a hash. */
final class CompilerPropertyTest {

    private static final List<String> PIECES = List.of("apiVersion: headrace.io/v1\n", "kind: ", "Run", "Component",
            "Application", "Cloud", "Project", "metadata: {name: a}\n", "spec:", "spec: {", "}", "[", "]", "\n", "  ",
            "- ", ": ", "---\n", "...", "&a ", "*a", "<<: ", "!x ", "!!str ", "|\n", ">-\n", "'", "\"", "\\x", "\\U",
            "\\ud800", "#", "${", "$${", "${a.b}", "}", "nodes: ", "inputs: ", "a", "component: a\n", "{name: x}", "0",
            "-1", "1e9", "~", "null", "true", "%YAML 1.2\n", "\t", "\r", "?", ",", "\uFEFF", "\u0085", "\uD83D");

    @Property(tries = 2000)
    void anyBytes_areCompiledToProblemsOrNothing(@ForAll byte[] bytes) {
        assertThat(Fixtures.compiler().compile(new InMemoryTree().with("f.yaml", bytes))).isNotNull();
    }

    @Property(tries = 3000)
    void anyPiecesOfYaml_areCompiledToProblemsOrNothing(@ForAll("texts") String text) {
        Compilation compilation = Fixtures.compiler()
                .compile(new InMemoryTree().with("f.yaml", text.getBytes(StandardCharsets.UTF_8)));
        assertThat(compilation.problems()).allMatch(problem -> problem.line() >= 1 && problem.column() >= 1
                && !problem.message().isBlank() && problem.message().lines().count() == 1);
    }

    @Property(tries = 1500)
    void blueprint_withAnyPartReplaced_isCompiledToProblemsOrDeclarations(@ForAll long seed,
            @ForAll("pieces") String piece) {
        Random random = new Random(seed);
        int from = random.nextInt(Fixtures.LAMP.length());
        int to = Math.min(Fixtures.LAMP.length(), from + random.nextInt(20));
        String text = Fixtures.LAMP.substring(0, from) + piece + Fixtures.LAMP.substring(to);
        Compilation compilation = Fixtures.compiler().compile(new InMemoryTree().with("f.yaml", text));
        assertThat(compilation.valid() || compilation.desired().runs().isEmpty()).isTrue();
    }

    @Property(tries = 200)
    void hashes_afterMovingAndReorderingDocuments_areTheSame(@ForAll long seed) {
        Compilation before = Fixtures.compiler().compile(new InMemoryTree().with("lamp.yaml", Fixtures.LAMP));
        Random random = new Random(seed);
        List<String> documents = new ArrayList<>(Arrays.asList(Fixtures.LAMP.split("---\n", -1)));
        java.util.Collections.shuffle(documents, random);
        InMemoryTree moved = new InMemoryTree();
        for (int i = 0; i < documents.size(); i++) {
            moved.with("folder" + random.nextInt(3) + "/file" + i + ".yml", documents.get(i));
        }
        assertThat(Fixtures.compiler().compile(moved)).isEqualTo(before);
    }

    @Property(tries = 200)
    void hashes_afterReorderingKeys_areTheSame(@ForAll long seed) {
        Compilation before = Fixtures.compiler().compile(new InMemoryTree().with("lamp.yaml", Fixtures.LAMP));
        String text = Shuffled.yaml(Fixtures.LAMP, new Random(seed));
        assertThat(Fixtures.compiler().compile(new InMemoryTree().with("lamp.yaml", text))).isEqualTo(before);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(PIECES).list().ofMaxSize(40).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(PIECES);
    }
}
