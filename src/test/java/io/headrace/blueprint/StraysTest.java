package io.headrace.blueprint;

import io.headrace.model.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class StraysTest {

    private static final String REST = """
        kind: Run
        metadata: {name: lamp}
        spec: {component: web, cloud: local}
        """;

    @Test
    void blueprint_withAMistypedVersion_isReported() {
        assertThat(problems("apiVersion: headrace.oi/v1\n" + REST)).containsExactly(
                "a.yaml:1:13: unknown apiVersion 'headrace.oi/v1'; did you mean 'headrace.io/v1'?");
    }

    @Test
    void blueprint_withAMistypedKeyForItsVersion_isReported() {
        assertThat(problems("apiVersoin: headrace.io/v1\n" + REST)).containsExactly(
                "a.yaml:1:1: the document has the form of a blueprint but no apiVersion; write apiVersion: headrace.io/v1");
    }

    @Test
    void documentsOfOthers_areIgnored() {
        assertThat(problems("apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {}\nspec: {}\n")).isEmpty();
        assertThat(problems("hello: world\n")).isEmpty();
    }

    private static List<String> problems(String text) {
        return new Compiler(List.of(), Limits.DEFAULT).compile(new InMemoryTree().with("a.yaml", text))
                .problems()
                .stream()
                .map(Problem::toString)
                .toList();
    }
}
