package io.headrace.blueprint;

import io.headrace.model.Input;
import io.headrace.model.Input.InputType;
import io.headrace.model.Template;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.headrace.blueprint.Fixtures.LAMP;
import static io.headrace.blueprint.Fixtures.problems;
import static org.assertj.core.api.Assertions.assertThat;

final class WiringTest {

    private static final String WIRED = "inputs: {title: \"${inputs.title}\", replicaSet: \"${db.replicaSet}\","
            + " password: \"${db.password}\"}";

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                ${db.replicaset}    | ${db.replicaset} refers to unknown output 'replicaset' of Component 'mongodb'; did you mean 'replicaSet'? known: address, cloud, hostname, password, ready, ready-state, replicaSet
                ${dv.replicaSet}    | ${dv.replicaSet} refers to unknown node 'dv' of Application 'lamp'; did you mean 'db'? known: db, inputs, web
                ${inputs.tittle}    | ${inputs.tittle} refers to unknown input 'tittle' of Application 'lamp'; did you mean 'title'? known: title
                ${web.*.titel}      | ${web.*.titel} refers to unknown output 'titel' of Component 'apache'; known: address, cloud, hostname, ready, ready-state
                ${db.password}      | ${db.password} is a secret, and input 'replicaSet' of Component 'apache' is none; declare it there as type: secret
                x-${db.password}    | a secret within a longer text is not yet supported; give it to an input of its own
                """)
    void reference_thatIsWrong_isRefused(String reference, String message) {
        assertThat(problems(LAMP.replace("${db.replicaSet}", reference))).containsExactly("f.yaml:50:54: " + message);
    }

    @ParameterizedTest
    @CsvSource({"${db.address}", "${db.hostname}", "${db.*.address}", "'${web.address}:${db.ready}'"})
    void reference_toWhatIsDeclaredOrGiven_isAccepted(String reference) {
        assertThat(problems(LAMP.replace("${db.replicaSet}", reference))).isEmpty();
    }

    @Test
    void input_withoutValue_isRefused() {
        assertThat(problems(LAMP.replace("replicaSet: \"${db.replicaSet}\", ", ""))).containsExactly(
                "f.yaml:46:5: node 'web' gives no value to input 'replicaSet' of Component 'apache', which has no default;"
                        + " add it under inputs");
        assertThat(problems(LAMP.replace("inputs: {title: Production}", "drift: heal"))).containsExactly(
                "f.yaml:55:18: Run 'production' gives no value to input 'title' of Application 'lamp', which has no"
                        + " default; add it under inputs");
    }

    @Test
    void input_thatIsUnknown_isRefused() {
        assertThat(problems(LAMP.replace("{title: Production}", "{titel: x, title: y}"))).containsExactly(
                "f.yaml:60:19: Run 'production' gives a value to unknown input 'titel' of Application 'lamp';"
                        + " did you mean 'title'? known: title");
        assertThat(problems(LAMP.replace("title: \"${inputs", "port: 1, title: \"${inputs"))).containsExactly(
                "f.yaml:50:22: node 'web' gives a value to unknown input 'port' of Component 'apache';"
                        + " known: password, replicaSet, title");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                integer               | 1e3       | input 'title' must be a whole number such as 8080, not '1e3'
                boolean               | no        | input 'title' must be true or false, not 'no'
                enum, values: [a, bc] | bd        | input 'title' cannot be 'bd'; did you mean 'bc'? known: a, bc
                secret                | hunter2   | input 'title' is a secret, which never stands in git; write {secret: NAME} and give its value to the server with: headrace secret set NAME
                string                | "a\\nb"   | input 'title' must be one line of at most 4096 characters; declare it as type: text for more
                """)
    void value_ofAnotherType_isRefused(String type, String value, String message) {
        String component = Fixtures.component("{inputs: [{name: title, type: " + type + "}]}");
        assertThat(problems(component + "---\n" + run("{title: " + value + "}")))
                .containsExactly("f.yaml:9:52: " + message);
    }

    @Test
    void secret_ofARun_reachesOnlySecretInputs() {
        String component = Fixtures.component("{inputs: [{name: key, type: secret}]}");
        Compilation compilation = Fixtures.compiler()
                .compile(new InMemoryTree().with("f.yaml", component + "---\n" + run("{key: {secret: web-key}}")));
        assertThat(Fixtures.run(compilation, "r").nodes().getFirst().software().inputs())
                .containsExactly(new Input("key", InputType.SECRET, null, "web-key"));
        assertThat(problems(component.replace(", type: secret", "") + "---\n" + run("{key: {secret: web-key}}")))
                .containsExactly("f.yaml:9:59: input 'key' of Component 'c' is no secret; declare it as type: secret to"
                        + " give it one");
    }

    @Test
    void secrets_ofRunsAndApplications_areToldOnceEachWithTheirPlaces() {
        Compilation compilation = Fixtures.compiler()
                .compile(new InMemoryTree().with("app/app.yaml", """
                    apiVersion: headrace.io/v1
                    kind: Component
                    metadata: {name: c}
                    spec: {inputs: [{name: a, type: secret}, {name: b, type: secret}]}
                    ---
                    apiVersion: headrace.io/v1
                    kind: Application
                    metadata: {name: app}
                    spec:
                      inputs: [{name: given, type: secret}]
                      nodes:
                        one: {component: c, inputs: {a: {secret: of-the-app}, b: "${inputs.given}"}}
                    """)
                        .with("app/runs.yaml", """
                            apiVersion: headrace.io/v1
                            kind: Run
                            metadata: {name: r}
                            spec: {application: app, cloud: local, inputs: {given: {secret: of-the-run}}}
                            ---
                            apiVersion: headrace.io/v1
                            kind: Run
                            metadata: {name: s}
                            spec:
                              application: app
                              cloud: local
                              inputs: {given: {secret: of-the-run}}
                              nodes: {one: {inputs: {b: {secret: of-the-node}}}}
                            """));
        assertThat(compilation.problems()).isEmpty();
        assertThat(compilation.secrets()).containsExactly(new SecretUse("app/app.yaml", 12, 46, "of-the-app"),
                new SecretUse("app/runs.yaml", 4, 65, "of-the-run"),
                new SecretUse("app/runs.yaml", 13, 38, "of-the-node"));
    }

    @Test
    void secret_inAnOutputOfTheApplication_isRefused() {
        assertThat(problems(LAMP.replace("http://${web.address}/", "${db.password}"))).containsExactly(
                "f.yaml:51:18: output 'url' would show a secret to everybody who may see the run; remove the reference");
    }

    @Test
    void valueOfARun_isNeverEvaluated() {
        Compilation compilation = Fixtures.compiler()
                .compile(new InMemoryTree().with("f.yaml",
                        LAMP.replace("title: Production", "title: '$${db.address}'")));
        assertThat(Fixtures.run(compilation, "production").node("web").orElseThrow().software().inputs())
                .contains(new Input("title", InputType.STRING, new Template("$${db.address}"), null));
        assertThat(problems(LAMP.replace("title: Production", "title: '${db.address}'"))).containsExactly(
                "f.yaml:60:19: references stand in the inputs of an Application's nodes and in its outputs, not here;"
                        + " write $${ for the characters themselves");
    }

    @Test
    void valueThatWouldCompleteAReference_isRefused() {
        String text = LAMP.replace("\"${inputs.title}\"", "'${inputs.title}{db.address}'").replace("Production", "$");
        assertThat(problems(text)).containsExactly("f.yaml:55:18: input 'title' of node 'web': a value that ends with $"
                + " runs into the text after it; put something between");
    }

    @Test
    void component_thatIsUnknown_isRefused() {
        assertThat(problems(LAMP.replace("component: apache", "component: apachee"))).containsExactly(
                "f.yaml:47:18: node 'web' uses unknown component 'apachee'; did you mean 'apache'? known: apache, base,"
                        + " mongodb");
        assertThat(problems(LAMP.replace("application: lamp", "application: lamb"))).containsExactly(
                "f.yaml:57:16: Run 'production' uses unknown application 'lamb'; did you mean 'lamp'? known: lamp");
    }

    @Test
    void nodeOfARun_thatIsUnknown_isRefused() {
        assertThat(problems(LAMP.replace("nodes: {web: {replicas: 3}}", "nodes: {wep: {replicas: 3}}")))
                .containsExactly(
                        "f.yaml:59:11: Run 'production' speaks of unknown node 'wep' of Application 'lamp'; did you mean 'web'?"
                                + " known: db, web");
    }

    @Test
    void optionalInput_thatNobodySets_hasNoValue() {
        String component = Fixtures.component("{inputs: [{name: title, required: false}]}");
        Compilation compilation = Fixtures.compiler()
                .compile(new InMemoryTree().with("f.yaml", component + "---\n" + run("{}")));
        assertThat(Fixtures.run(compilation, "r").nodes().getFirst().software().inputs())
                .isEqualTo(List.of(new Input("title", InputType.STRING, null, null)));
        assertThat(LAMP).contains(WIRED);
    }

    private static String run(String inputs) {
        return "apiVersion: headrace.io/v1\nkind: Run\nmetadata: {name: r}\nspec: {component: c, cloud: local, inputs: "
                + inputs + "}\n";
    }
}
