package io.headrace.reconcile;

import io.headrace.blueprint.Compiler;
import io.headrace.blueprint.Limits;
import io.headrace.connector.InMemoryCloud;
import io.headrace.connector.InMemoryProvider;
import io.headrace.git.GitLimits;
import io.headrace.git.RefusedException;
import io.headrace.git.Repositories;
import io.headrace.git.StaleBaseException;
import io.headrace.git.Write;
import io.headrace.model.Principal;
import io.headrace.model.Push;
import io.headrace.model.PushGate;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.model.Role;
import io.headrace.model.SourceTree;
import io.headrace.net.Guard;
import io.headrace.net.GuardRules;
import io.headrace.reconcile.Edits.Intention;
import io.headrace.reconcile.Edits.Outcome;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class EditsTest {

    private static final RepositoryKey INFRA = new RepositoryKey("acme", "infra");
    private static final RepositorySettings HOSTED = new RepositorySettings(INFRA, null, "main", "blueprints",
            Duration.ofMinutes(1), null);
    private static final Principal BOB = new Principal("acme", "bob", Role.DEVELOPER);
    private static final String PROJECT = "apiVersion: headrace.io/v1\nkind: Project\nmetadata: {name: shop}\n";
    private static final String RUN = """
        # the shop, see the wiki
        apiVersion: headrace.io/v1
        kind: Run
        metadata:
          name: web   # never rename
        spec:
          application: web
          cloud: cloud-web
          nodes:
            main: {replicas: 2}   # enough for now
        """;

    @TempDir
    Path folder;
    private Repositories git;
    private final Meddler gate = new Meddler();

    @BeforeEach
    void declare() {
        git = new Repositories(folder, GitLimits.DEFAULT, new Guard(GuardRules.publicOnly()), InstantSource.system());
        git.create(INFRA, "main");
        put("blueprints/shop/project.yaml", PROJECT);
        put("blueprints/shop/all.yaml", Blueprints.runs("web", 1).replaceFirst("(?s)---\n[^-]*kind: Run.*", ""));
        put("blueprints/shop/web.yaml", RUN);
    }

    @Test
    void scale_ofARun_changesTheNumberAndNothingElse() {
        String base = tip();
        Outcome outcome = write(new Intention.Scale("main", 5));
        assertThat(outcome).isEqualTo(new Outcome.Committed(tip()));
        assertThat(file("blueprints/shop/web.yaml")).contains(RUN.replace("replicas: 2", "replicas: 5"));
        assertThat(git.commit(INFRA, tip())).satisfies(commit -> {
            assertThat(commit.message()).isEqualTo("Scale main of shop/web to 5");
            assertThat(commit.author()).contains("bob");
            assertThat(commit.parents()).containsExactly(base);
        });
    }

    @Test
    void run_suspendedAndResumed_saysSo() {
        write(new Intention.Suspend(true));
        assertThat(file("blueprints/shop/web.yaml")).contains(RUN + "  suspend: true\n");
        write(new Intention.Suspend(false));
        assertThat(file("blueprints/shop/web.yaml")).contains(RUN + "  suspend: false\n");
    }

    @Test
    void run_thatAlreadyIsSo_isLeftAlone() {
        assertThat(write(new Intention.Suspend(false))).isEqualTo(new Outcome.Unchanged(tip()));
        assertThat(write(new Intention.Scale("main", 2))).isEqualTo(new Outcome.Unchanged(tip()));
    }

    @Test
    void run_terminated_takesItsFileAlong() {
        write(new Intention.Terminate());
        assertThat(file("blueprints/shop/web.yaml")).isEmpty();
    }

    @Test
    void run_amongOtherDocuments_isTheOnlyOneTakenOut() {
        put("blueprints/shop/web.yaml", RUN + "---\n" + RUN.replace("name: web", "name: web2"));
        write(new Intention.Terminate());
        assertThat(file("blueprints/shop/web.yaml")).contains("---\n" + RUN.replace("name: web", "name: web2"));
    }

    @Test
    void run_thatSharesWhatWouldChange_isNotEdited() {
        put("blueprints/shop/web.yaml", RUN.replace("spec:", "spec: &mine"));
        assertThat(write(new Intention.Scale("main", 3))).isInstanceOfSatisfying(Outcome.Refused.class,
                refused -> assertThat(refused.code() + " " + refused.message())
                        .isEqualTo("not-editable blueprints/shop/web.yaml:5: the run cannot be changed for you: "
                                + "'spec' has an anchor or is an alias; edit the file by hand"));
    }

    @Test
    void nodeOrRun_thatIsNotThere_isNamed() {
        assertThat(write(new Intention.Scale("db", 1))).isEqualTo(
                new Outcome.Refused("no-such-node", "run 'shop/web' has no node 'db'; it has main"));
        put("blueprints/shop/web.yaml", RUN.replace("name: web", "name: other"));
        assertThat(write(new Intention.Terminate())).isEqualTo(
                new Outcome.Refused("not-declared", "branch 'main' does not declare run 'shop/web'"));
    }

    @Test
    void branch_thatIsNotValid_isNotBuiltUpon() {
        put("blueprints/bad.yaml", RUN.replace("application: web", "application: none"));
        assertThat(write(new Intention.Suspend(true))).isInstanceOf(Outcome.Invalid.class);
    }

    @Test
    void remoteRepository_isChangedWhereItLives() {
        RepositorySettings remote = new RepositorySettings(INFRA, URI.create("https://git.example.org/x.git"), "deploy",
                ".", Duration.ofMinutes(1), null);
        assertThat(edits().write(remote, wanted(new Intention.Terminate()))).isEqualTo(new Outcome.Refused("not-hosted",
                "'acme/infra' is a copy of a remote repository: change the run there, by a commit to its branch "
                        + "'deploy'"));
    }

    @Test
    void commit_thatTheGateRefuses_isNotMade() {
        String before = tip();
        gate.refusal = "run 'shop/web' is protected";
        assertThatThrownBy(() -> write(new Intention.Terminate())).isInstanceOf(RefusedException.class);
        assertThat(tip()).isEqualTo(before);
    }

    @Test
    void commit_thatOthersOvertake_isMadeOnTopOfTheirs() {
        gate.commitsBetween = 2;
        assertThat(write(new Intention.Scale("main", 4))).isEqualTo(new Outcome.Committed(tip()));
        assertThat(file("blueprints/shop/web.yaml")).contains(RUN.replace("replicas: 2", "replicas: 4"));
        assertThat(file("blueprints/theirs-1.txt")).contains("theirs");
    }

    @Test
    void commit_thatOthersOvertakeForEver_isGivenUp() {
        gate.commitsBetween = Integer.MAX_VALUE;
        assertThatThrownBy(() -> write(new Intention.Terminate())).isInstanceOf(StaleBaseException.class);
        assertThat(file("blueprints/shop/web.yaml")).contains(RUN);
    }

    private Outcome write(Intention intention) {
        return edits().write(HOSTED, wanted(intention));
    }

    private Edits edits() {
        Compiler compiler = new Compiler(List.of(new InMemoryProvider(new InMemoryCloud(true)).info()), Limits.DEFAULT);
        return new Edits(git, gate, _ -> compiler);
    }

    private static Edits.Wanted wanted(Intention intention) {
        return new Edits.Wanted("shop/web", intention, BOB, "", List.of());
    }

    private String tip() {
        return git.tip(INFRA, "main").orElseThrow();
    }

    private Optional<String> file(String path) {
        SourceTree tree = git.tree(INFRA, tip(), ".");
        return tree.file(path).map(file -> new String(tree.read(file), StandardCharsets.UTF_8));
    }

    private void put(String path, String text) {
        git.write(INFRA, new Write("main", git.tip(INFRA, "main").orElse(null), "Change " + path,
                List.of(new Write.Edit.Put(path, text)), BOB, List.of()), new Meddler());
    }

    /** Lets everything pass, but for what it is told to refuse, and commits something itself meanwhile. */
    private final class Meddler implements PushGate {

        private String refusal = "";
        private int commitsBetween;
        private int committed;

        @Override
        public Map<String, String> check(Push push, Consumer<String> terminal) {
            if (commitsBetween > 0) {
                commitsBetween--;
                committed++;
                put("blueprints/theirs-" + committed + ".txt", "theirs");
            }
            return refusal.isEmpty() ? Map.of() : Map.of(push.changes().getFirst().ref(), refusal);
        }

        @Override
        public void landed(Push push, Consumer<String> terminal) {}
    }
}
