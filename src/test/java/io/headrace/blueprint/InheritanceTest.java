package io.headrace.blueprint;

import io.headrace.model.MachineSpec;
import io.headrace.model.MachineSpec.Ingress;
import io.headrace.model.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

import static io.headrace.blueprint.Fixtures.component;
import static io.headrace.blueprint.Fixtures.problems;
import static org.assertj.core.api.Assertions.assertThat;

final class InheritanceTest {

    private static final String PARENT = component("""
        {images: {local: a, other: x}, resources: {cpu: 1, memory: 1GiB}, offer: {local: small},
          network: {ingress: [{port: 80, from: 0.0.0.0/0}]},
          inputs: [{name: port, type: integer, default: 80}, {name: level, type: enum, values: [a, b]}]}""")
            .replace("name: c}", "name: parent}");
    private static final String RUN = """
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: r}
        spec: {component: c, cloud: local}
        """;

    @Test
    void child_withOwnValues_overridesItsParentsByKey() {
        String child = component("""
            {extends: parent, images: {local: b}, resources: {memory: 2GiB, disk: 10GiB},
              network: {ingress: [{port: 22, from: 10.0.0.0/8}]},
              inputs: [{name: port, default: 8080}, {name: level, default: b}]}""");
        Compilation compilation = Fixtures.compiler()
                .compile(new InMemoryTree().with("f.yaml", PARENT + "---\n" + child + RUN));
        Node node = Fixtures.run(compilation, "r").nodes().getFirst();
        assertThat(node.sites().getFirst().machine()).isEqualTo(new MachineSpec("b", "small", 1, 2048, 10240,
                List.of(new Ingress(22, "10.0.0.0/8"), new Ingress(80, "0.0.0.0/0")), "{}"));
        assertThat(node.software().inputs()).extracting(input -> input.name() + "=" + input.value())
                .containsExactly("level=Template[text=b]", "port=Template[text=8080]");
    }

    @Test
    void child_thatChangesAType_isRefused() {
        assertThat(problems(PARENT + "---\n" + component("{extends: parent, inputs: [{name: port, type: string}]}")))
                .containsExactly("f.yaml:11:41: input 'port' is inherited with type integer; it cannot become string,"
                        + " choose another name");
    }

    @Test
    void child_withAWrongDefault_isRefused() {
        assertThat(problems(PARENT + "---\n" + component("{extends: parent, inputs: [{name: level, default: c}]}")))
                .containsExactly("f.yaml:11:57: input 'level' cannot be 'c'; known: a, b");
    }

    @Test
    void chain_ofMoreThan32_isRefused() {
        StringBuilder text = new StringBuilder(component("{}").replace("name: c}", "name: c0}"));
        for (int i = 1; i <= 40; i++) {
            text.append("---\n")
                    .append(component("{extends: c" + (i - 1) + "}").replace("name: c}", "name: c" + i + "}"));
        }
        assertThat(problems(text.toString()))
                .containsExactly("f.yaml:163:18: Component 'c32' has 32 ancestors; at most 31 are followed");
    }
}
