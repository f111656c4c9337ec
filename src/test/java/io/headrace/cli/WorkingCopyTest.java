package io.headrace.cli;

import io.headrace.model.ConnectorInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

final class WorkingCopyTest {

    private static final List<ConnectorInfo> CONNECTORS = List
            .of(new ConnectorInfo("local", Set.of(), "{\"type\": \"object\"}", "{\"type\": \"object\"}"));
    private static final String HELLO = """
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: hello}
        spec: {recipes: {deploy: {file: deploy.sh}}}
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: hello}
        spec: {component: hello, cloud: local}
        """;

    private record Ran(int exit, String out, String err) {}

    @TempDir
    Path folder = Path.of(".");

    @Test
    void validate_ofAGoodWorkingCopy_exitsWith0() throws IOException {
        write("hello.yaml", HELLO);
        write("deploy.sh", "#!/bin/sh\ntrue\n");
        write(".git/broken.yaml", "a: [");
        assertThat(validate(folder)).isEqualTo(new Ran(0, "", "valid: 1 run\n"));
    }

    @Test
    void validate_ofTheExampleRepository_exitsWith0() {
        assertThat(validate(Path.of("example-repo"))).isEqualTo(new Ran(0, "", "valid: 2 runs\n"));
    }

    @Test
    void validate_withProblems_printsThemAndExitsWith1() throws IOException {
        write("a/hello.yaml", HELLO);
        assertThat(validate(folder)).isEqualTo(new Ran(1,
                "a/hello.yaml:4:33: there is no file 'a/deploy.sh' in this commit; paths are relative to the folder of this file\n",
                "not valid: 1 error\n"));
    }

    @Test
    void validate_ofASymlink_doesNotFollowIt() throws IOException {
        write("hello.yaml", HELLO);
        write("real.sh", "#!/bin/sh\ntrue\n");
        Files.createSymbolicLink(folder.resolve("deploy.sh"), Path.of("real.sh"));
        Files.createSymbolicLink(folder.resolve("link.yaml"), Path.of("hello.yaml"));
        assertThat(validate(folder).out).isEqualTo("""
            hello.yaml:4:33: 'deploy.sh' is a symlink, and symlinks are not followed; commit the file itself
            link.yaml:1:1: a symlink is not followed; commit the file itself
            """);
    }

    @Test
    void plan_ofAFolderWithoutBlueprints_saysSo() {
        assertThat(run(new PlanCommand(CONNECTORS), folder.toString())).isEqualTo(
                new Ran(0, "", "headrace: no blueprints that declare a run found below " + folder + "\n"));
    }

    @Test
    void validate_ofNoFolder_exitsWith2() {
        Ran ran = validate(folder.resolve("absent"));
        assertThat(ran.exit).isEqualTo(2);
        assertThat(ran.err).contains("absent is not a folder");
    }

    @Test
    void plan_ofARun_showsWhatItWouldCreate() throws IOException {
        write("hello.yaml", HELLO);
        write("deploy.sh", "#!/bin/sh\ntrue\n");
        assertThat(plan("--run", "hello"))
                .isEqualTo(new Ran(0, "hello: create main.1\n  main: 1 x hello on local\n", ""));
    }

    @Test
    void plan_ofAnUnknownRun_saysWhichAreKnown() throws IOException {
        write("hello.yaml", HELLO);
        write("deploy.sh", "#!/bin/sh\ntrue\n");
        Ran ran = plan("--run", "helo");
        assertThat(ran.exit).isEqualTo(2);
        assertThat(ran.err).startsWith("there is no run 'helo'; known: hello\n");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private static Ran validate(Path folder) {
        return run(new ValidateCommand(CONNECTORS), folder.toString());
    }

    private Ran plan(String option, String value) {
        return run(new PlanCommand(CONNECTORS), folder.toString(), option, value);
    }

    private static Ran run(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(command).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Ran(exit, out.toString(), err.toString());
    }
}
