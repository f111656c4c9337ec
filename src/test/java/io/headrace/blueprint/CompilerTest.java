package io.headrace.blueprint;

import io.headrace.model.Declaration;
import io.headrace.model.Input;
import io.headrace.model.Input.InputType;
import io.headrace.model.Node;
import io.headrace.model.Policy;
import io.headrace.model.Policy.Drift;
import io.headrace.model.Policy.Keep;
import io.headrace.model.Policy.OnFailure;
import io.headrace.model.Policy.Strategy;
import io.headrace.model.RecipeStep;
import io.headrace.model.Software.Output;
import io.headrace.model.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class CompilerTest {

    @Test
    void application_withEverything_becomesADeclaration() {
        Compilation compilation = Fixtures.compiler().compile(new InMemoryTree().with("shop/lamp.yaml", Fixtures.LAMP));
        assertThat(compilation.problems()).isEmpty();
        Declaration run = Fixtures.run(compilation, "production");
        assertThat(run.application()).isEqualTo("lamp");
        assertThat(run.nodes()).extracting(Node::name).containsExactly("db", "web");
        assertThat(run.outputs()).isEqualTo(Map.of("url", new Template("http://${web.address}/")));
        assertThat(run.policy()).isEqualTo(new Policy(Keep.ALWAYS, Strategy.IN_PLACE, OnFailure.ROLLBACK, Drift.HEAL,
                Duration.ofMinutes(30), 0, false, false));
        Node web = run.node("web").orElseThrow();
        assertThat(web.replicas()).isEqualTo(3);
        assertThat(web.dependsOn()).containsExactly("db");
        assertThat(web.software().inputs()).containsExactly(
                new Input("password", InputType.SECRET, new Template("${db.password}"), null),
                new Input("replicaSet", InputType.STRING, new Template("${db.replicaSet}"), null),
                new Input("title", InputType.STRING, new Template("Production"), null));
        Node db = run.node("db").orElseThrow();
        assertThat(db.software().outputs()).containsExactly(new Output("password", true), new Output("ready", false),
                new Output("replicaSet", false));
    }

    @Test
    void recipes_ofAChild_comeAfterItsParents() {
        Compilation compilation = Fixtures.compiler().compile(new InMemoryTree().with("lamp.yaml", Fixtures.LAMP));
        Node db = Fixtures.run(compilation, "production").node("db").orElseThrow();
        assertThat(db.software().recipes()).extracting(one -> one.step() + " " + one.component())
                .containsExactly("PREPARE base", "PACKAGES mongodb", "DEPLOY base", "DEPLOY mongodb");
        String packages = db.software().recipes(RecipeStep.PACKAGES).getFirst().script();
        assertThat(compilation.desired().scripts().get(packages)).contains("packages=\"curl mongodb\"");
        assertThat(compilation.desired().scripts().keySet()).containsAll(
                db.software().recipes().stream().map(io.headrace.model.Recipe::script).toList());
    }

    @Test
    void documents_ofOthers_areIgnored() {
        assertThat(Fixtures.problems("apiVersion: v1\nkind: Pod\nspec: {x: !Ref y, x: 1}\n---\n- a list\n---\nnull\n"))
                .isEmpty();
    }

    @Test
    void problems_ofAllFiles_comeAtOnceInFileOrder() {
        InMemoryTree tree = new InMemoryTree().with("b.yaml", Fixtures.component("{extends: nobody, colour: red}"))
                .with("a.yaml", "a: [1\n")
                .with("c.yaml", "apiVersion: headrace.io/v1\nkind: Rum\nmetadata: {name: X}\n");
        assertThat(Fixtures.problems(tree)).containsExactly(
                "a.yaml:2:1: not valid YAML: expected ',' or ']', but got <stream end> (while parsing a flow sequence)",
                "b.yaml:4:17: Component 'c' extends unknown Component 'nobody'; known: c",
                "b.yaml:4:25: unknown key 'colour' in Component 'c'; known: build, extends, images, inputs, network, "
                        + "offer, options, outputs, recipes, resources, volumes",
                "c.yaml:2:7: unknown kind 'Rum'; did you mean 'Run'? known: Application, Cloud, Component, Project, Run",
                "c.yaml:3:18: 'X' is not a name; names have up to 63 of a-z, 0-9 and -, and begin and end with a letter or digit");
    }

    @Test
    void files_thatDidNotChange_areReadOnce() {
        InMemoryTree tree = new InMemoryTree().with("lamp.yaml", Fixtures.LAMP)
                .with("other/c.yaml", Fixtures.component("{recipes: {deploy: {file: d.sh}}}"))
                .with("other/d.sh", "#!/bin/sh\ntrue\n");
        Compiler compiler = Fixtures.compiler();
        Compilation first = compiler.compile(tree);
        assertThat(tree.reads).isEqualTo(3);
        assertThat(compiler.compile(tree)).isEqualTo(first);
        assertThat(tree.reads).isEqualTo(3);
        compiler.compile(tree.with("other/d.sh", "#!/bin/sh\nfalse\n"));
        assertThat(tree.reads).isEqualTo(4);
    }

    @Test
    void nameInABrokenFile_isNotReportedAsUnknownElsewhere() {
        InMemoryTree tree = new InMemoryTree()
                .with("a.yaml", "apiVersion: headrace.io/v1\nkind: Component\nmetadata: {name: base}\nspec: {x: [}\n")
                .with("b.yaml", Fixtures.component("{extends: base}"));
        assertThat(Fixtures.problems(tree)).singleElement().asString().startsWith("a.yaml:4:12: not valid YAML");
    }

    @Test
    void commit_withoutBlueprints_wantsNothing() {
        Compilation compilation = Fixtures.compiler().compile(new InMemoryTree().with("README.md", "hello"));
        assertThat(compilation.valid()).isTrue();
        assertThat(compilation.desired().runs()).isEmpty();
        assertThat(List.copyOf(compilation.desired().scripts().keySet())).isEmpty();
    }
}
