package io.headrace.blueprint;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.headrace.blueprint.Fixtures.LAMP;
import static io.headrace.blueprint.Fixtures.component;
import static io.headrace.blueprint.Fixtures.problems;
import static org.assertj.core.api.Assertions.assertThat;

final class RecipesTest {

    @ParameterizedTest
    @ValueSource(strings = {"../x.sh", "a/../../x.sh", "/etc/passwd", "a//b", "a\\b", "a/"})
    void path_outsideTheBlueprintsFolder_isRefused(String path) {
        assertThat(problems(component("{recipes: {deploy: {file: '" + path + "'}}}"))).containsExactly(
                "f.yaml:4:33: the path '" + path
                        + "' must be relative to the folder of this file, with / between names and without '..'");
    }

    @Test
    void path_throughASymlink_isRefused() {
        InMemoryTree tree = new InMemoryTree().withSymlink("a/link")
                .withSymlink("a/deploy.sh")
                .with("a/f.yaml", component("{recipes: {deploy: {file: link/x.sh}, report: {file: ./deploy.sh}}}"));
        assertThat(problems(tree)).containsExactly(
                "a/f.yaml:4:33: 'a/link' is a symlink, and symlinks are not followed; commit the file itself",
                "a/f.yaml:4:60: 'a/deploy.sh' is a symlink, and symlinks are not followed; commit the file itself");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        echo hello     | the first line of the recipe 'd.sh' must begin with #!, such as #!/bin/sh
        '#!/bin/sh\r
        true\r'        | the recipe 'd.sh' has CR LF line ends, with which no interpreter is found; save it with LF
        """)
    void file_thatCannotRun_isRefused(String content, String message) {
        InMemoryTree tree = new InMemoryTree().with("f.yaml", component("{recipes: {deploy: {file: d.sh}}}"))
                .with("d.sh", content.replace("\n", "\r\n"));
        assertThat(problems(tree)).containsExactly("f.yaml:4:33: " + message);
    }

    @Test
    void file_thatIsNoText_isRefused() {
        InMemoryTree tree = new InMemoryTree().with("f.yaml", component("{recipes: {deploy: {file: d.sh}}}"))
                .with("d.sh", new byte[]{'#', '!', (byte) 0xff});
        assertThat(problems(tree)).containsExactly("f.yaml:4:33: the recipe 'd.sh' is not UTF-8 text");
    }

    @Test
    void file_thatIsTooLarge_isRefusedUnread() {
        InMemoryTree tree = new InMemoryTree().with("f.yaml", component("{recipes: {deploy: {file: d.sh}}}"))
                .with("d.sh", new byte[300_000]);
        assertThat(problems(tree))
                .containsExactly("f.yaml:4:33: the recipe has 300000 bytes; at most 262144 are taken");
        assertThat(tree.reads).isEqualTo(1);
    }

    @Test
    void undeclaredNames_inRecipes_areWarnedOfWithTheirLines() {
        String yaml = """
            apiVersion: headrace.io/v1
            kind: Component
            metadata: {name: c}
            spec:
              inputs: [{name: title, default: x}]
              outputs: [{name: ready}]
              recipes:
                deploy: |
                  #!/bin/sh
                  # ss-get nothing
                  headrace get title && headrace set redy true
                  x=$(ss-get --timeout 60 titel); headrace get "$name"; ss-get hostname; ss-set -- ready 1
                  ss-get ss:state
                report: {file: report.sh}
            """;
        InMemoryTree tree = new InMemoryTree().with("a/f.yaml", yaml)
                .with("a/report.sh", "#!/bin/sh\n  headrace get --no-wait 'other'\n");
        Compilation compilation = Fixtures.compiler().compile(tree);
        assertThat(compilation.valid()).isTrue();
        assertThat(compilation.problems()).extracting(Object::toString)
                .containsExactly(
                        "a/f.yaml:11:42: warning: 'headrace set redy' in recipe 'deploy': Component 'c' declares no"
                                + " 'redy'; did you mean 'ready'? known: address, cloud, hostname, ready, ready-state, title",
                        "a/f.yaml:12:31: warning: 'ss-get titel' in recipe 'deploy': Component 'c' declares no 'titel';"
                                + " did you mean 'title'? known: address, cloud, hostname, ready, ready-state, title",
                        "a/report.sh:2:27: warning: 'headrace get other' in recipe 'report': Component 'c' declares no"
                                + " 'other'; known: address, cloud, hostname, ready, ready-state, title");
    }

    @Test
    void undeclaredNames_ofOtherNodes_areWarnedOf() {
        assertThat(problems(LAMP.replace("headrace get db:ready", "headrace get db.1:redy; ss-get bd:ready")))
                .containsExactly(
                        "f.yaml:37:21: warning: 'headrace get db:redy' in recipe 'deploy': node 'db' of Application"
                                + " 'lamp' declares no 'redy'; did you mean 'ready'? known: address, cloud, hostname,"
                                + " password, ready, ready-state, replicaSet, title",
                        "f.yaml:37:21: warning: 'ss-get bd:ready' in recipe 'deploy': Application 'lamp' has no node"
                                + " 'bd'; did you mean 'db'? known: db, web");
    }

    @Test
    void nameThatAChildDeclares_isNotWarnedOf() {
        assertThat(problems(component("{recipes: {deploy: \"#!/bin/sh\\nheadrace get port\\n\"}}") + "---\n"
                + component("{extends: c, inputs: [{name: port, default: '1'}]}").replace("{name: c}", "{name: d}")))
                .isEmpty();
    }
}
