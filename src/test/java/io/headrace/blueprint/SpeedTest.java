package io.headrace.blueprint;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Prints how long 1,000 files take; the budget is 1 s warm. No time is asserted, as machines differ. */
final class SpeedTest {

    private static final int FILES = 1000;

    @Test
    void files_1000_compileAndAreParsedOnce() {
        InMemoryTree tree = tree();
        for (int round = 0; round < 5; round++) {
            long begin = System.nanoTime();
            Compilation compilation = Fixtures.compiler().compile(tree);
            long parsed = System.nanoTime();
            System.out.printf("%d files, nothing cached, round %d: %d ms%n", FILES, round,
                    (parsed - begin) / 1_000_000);
            assertThat(compilation.problems()).isEmpty();
            assertThat(compilation.desired().runs()).hasSize(FILES);
        }
        Compiler compiler = Fixtures.compiler();
        compiler.compile(tree);
        tree.reads = 0;
        long begin = System.nanoTime();
        Compilation again = compiler.compile(tree.with("f7.yaml", file(7).replace("replicas: 2", "replicas: 3")));
        System.out.printf("%d files, one changed: %d ms%n", FILES, (System.nanoTime() - begin) / 1_000_000);
        assertThat(tree.reads).isEqualTo(1);
        assertThat(Fixtures.run(again, "run7").replicas()).isEqualTo(6);
    }

    private static InMemoryTree tree() {
        InMemoryTree tree = new InMemoryTree();
        tree.with("geneva.yaml", Fixtures.LAMP.substring(0, Fixtures.LAMP.indexOf("---\n")));
        for (int i = 0; i < FILES; i++) {
            tree.with("f" + i + ".yaml", file(i));
        }
        return tree;
    }

    /** Everything of the lamp but its cloud, under names of its own. */
    private static String file(int i) {
        String text = Fixtures.LAMP.substring(Fixtures.LAMP.indexOf("---\n") + 4);
        for (String name : List.of("base", "mongodb", "apache", "lamp")) {
            text = text.replace("name: " + name, "name: " + name + i)
                    .replace("extends: " + name, "extends: " + name + i)
                    .replace("component: " + name, "component: " + name + i)
                    .replace("application: " + name, "application: " + name + i);
        }
        return text.replace("name: production", "name: run" + i).replace("nodes: {web: {replicas: 3}}", "drift: heal");
    }
}
