package io.headrace.blueprint;

import io.headrace.model.Policy.Keep;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static io.headrace.blueprint.Fixtures.component;
import static io.headrace.blueprint.Fixtures.problems;
import static org.assertj.core.api.Assertions.assertThat;

final class ProjectsTest {

    @Test
    void run_inNestedProjects_carriesTheirNames() {
        InMemoryTree tree = new InMemoryTree().with("shop/project.yaml", project("shop", "{}"))
                .with("shop/eu/project.yml", project("europe", "{}"))
                .with("shop/eu/runs/lamp.yaml", run("lamp", "{component: c, cloud: local}"))
                .with("shop/c.yaml", component("{}"))
                .with("other/lamp.yaml", component("{}") + "---\n" + run("lamp", "{component: c, cloud: local}"));
        Compilation compilation = Fixtures.compiler().compile(tree);
        assertThat(compilation.problems()).isEmpty();
        assertThat(compilation.desired().runs().keySet()).containsExactly("lamp", "shop/europe/lamp");
        assertThat(Fixtures.run(compilation, "shop/europe/lamp").application()).isEqualTo("shop/c");
    }

    @Test
    void reference_toASiblingProject_isUnknown() {
        InMemoryTree tree = new InMemoryTree().with("a/project.yaml", project("a", "{}"))
                .with("a/c.yaml", component("{}"))
                .with("b/project.yaml", project("b", "{}"))
                .with("b/run.yaml", run("r", "{component: c, cloud: local}"));
        assertThat(problems(tree))
                .containsExactly("b/run.yaml:4:19: Run 'r' uses unknown component 'c'; none is known");
    }

    @Test
    void defaults_ofTheNearestProject_win() {
        InMemoryTree tree = new InMemoryTree()
                .with("p.yaml", project("p", "{defaults: {cloud: local, keep: never, deadline: 5m}}"))
                .with("q/p.yaml", project("q", "{defaults: {deadline: 10m}}"))
                .with("q/r.yaml", component("{}") + "---\n" + run("r", "{component: c, keep: on-error}"));
        var policy = Fixtures.run(Fixtures.compiler().compile(tree), "p/q/r").policy();
        assertThat(policy.keep()).isEqualTo(Keep.ON_ERROR);
        assertThat(policy.deadline()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void folder_ofTwoProjects_isRefused() {
        InMemoryTree tree = new InMemoryTree().with("a.yaml", project("a", "{}")).with("b.yaml", project("b", "{}"));
        assertThat(problems(tree))
                .containsExactly("b.yaml:3:18: this folder already is Project 'a' (a.yaml:3); keep one of them");
    }

    @Test
    void name_declaredTwiceInAProject_isRefused() {
        InMemoryTree tree = new InMemoryTree().with("a.yaml", component("{}")).with("x/b.yaml", component("{}"));
        assertThat(problems(tree)).containsExactly(
                "x/b.yaml:3:18: Component 'c' is declared twice; first in a.yaml:3, rename or remove one");
    }

    @Test
    void run_withoutCloud_isRefused() {
        assertThat(problems(component("{}") + "---\n" + run("r", "{component: c}"))).containsExactly(
                "f.yaml:8:18: Run 'r' does not say where: give spec.cloud a name; known: local");
    }

    private static String project(String name, String spec) {
        return "apiVersion: headrace.io/v1\nkind: Project\nmetadata: {name: " + name + "}\nspec: " + spec + "\n";
    }

    private static String run(String name, String spec) {
        return "apiVersion: headrace.io/v1\nkind: Run\nmetadata: {name: " + name + "}\nspec: " + spec + "\n";
    }
}
