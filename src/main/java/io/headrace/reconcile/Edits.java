package io.headrace.reconcile;

import io.headrace.blueprint.Compilation;
import io.headrace.blueprint.Compiler;
import io.headrace.blueprint.Place;
import io.headrace.git.Repositories;
import io.headrace.git.StaleBaseException;
import io.headrace.git.Write;
import io.headrace.model.Declaration;
import io.headrace.model.Node;
import io.headrace.model.Principal;
import io.headrace.model.PushGate;
import io.headrace.model.RepositorySettings;
import io.headrace.model.SourceTree;
import io.headrace.model.TreeFile;
import io.headrace.yaml.Edited;
import io.headrace.yaml.YamlEdit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Changes what the deployed branch declares of one run, by a commit of whoever asks for it. The run's document is
 * edited as a person would edit it, and the commit is judged like a push.
 */
public final class Edits {

    /** How often a commit is written anew because somebody else's came first. */
    private static final int TRIES = 5;

    private final Repositories git;
    private final PushGate gate;
    private final Compilers compilers;
    private final Computing computing;

    /** What is to become of a run. */
    public sealed interface Intention {

        /** Nothing is planned for it, or again. */
        record Suspend(boolean now) implements Intention {}

        /** So many replicas of one node. */
        record Scale(String node, int replicas) implements Intention {}

        /** The branch declares it no more. */
        record Terminate() implements Intention {}
    }

    /**
     * Who wants what of which run.
     *
     * @param name the run's full name
     * @param message what the commit says; empty for the usual words
     * @param options as of {@code git push -o}
     */
    public record Wanted(String name, Intention intention, Principal author, String message, List<String> options) {

        public Wanted {
            options = List.copyOf(options);
        }
    }

    /** What came of it. */
    public sealed interface Outcome {

        /** The deployed branch is now at this commit. */
        record Committed(String commit) implements Outcome {}

        /** The commit at the tip already says what is wanted. */
        record Unchanged(String commit) implements Outcome {}

        /** No commit can be written, with a stable code and a sentence. */
        record Refused(String code, String message) implements Outcome {}

        /** What is on the branch is not valid, so that nothing can be said of its runs. */
        record Invalid(List<String> problems) implements Outcome {

            public Invalid {
                problems = List.copyOf(problems);
            }
        }
    }

    Edits(Repositories git, PushGate gate, Compilers compilers, Computing computing) {
        this.git = git;
        this.gate = gate;
        this.compilers = compilers;
        this.computing = computing;
    }

    /** Edits with their own compilers, by tenant. */
    public Edits(Repositories git, PushGate gate, Function<String, Compiler> compilers) {
        this(git, gate, new Compilers(git, compilers), new Computing("edits", Integer.MAX_VALUE));
    }

    /**
     * Writes the commit on the branch's tip.
     *
     * @throws StaleBaseException when others were faster each time
     * @throws io.headrace.git.RefusedException when the commit is refused as a push of it would be
     */
    public Outcome write(RepositorySettings repository, Wanted wanted) {
        if (!repository.hosted()) {
            return new Outcome.Refused("not-hosted", "'" + repository.key() + "' is a copy of a remote repository: "
                    + "change the run there, by a commit to its branch '" + repository.branch() + "'");
        }
        for (int tried = 1;; tried++) {
            try {
                return writeOnce(repository, wanted);
            } catch (StaleBaseException e) {
                if (tried == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Outcome writeOnce(RepositorySettings repository, Wanted wanted) {
        Optional<String> tip = git.tip(repository.key(), repository.branch());
        if (tip.isEmpty()) {
            return undeclared(repository, wanted);
        }
        Compilation compilation = computing.compute(repository.key().tenant(),
                () -> compilers.compile(repository, tip.get()));
        if (!compilation.valid()) {
            return new Outcome.Invalid(compilation.problems().stream().map(Object::toString).toList());
        }
        Declaration declaration = compilation.desired().runs().get(wanted.name());
        return declaration == null
                ? undeclared(repository, wanted)
                : write(repository, tip.get(), declaration, wanted);
    }

    private Outcome write(RepositorySettings repository, String tip, Declaration declaration, Wanted wanted) {
        if (wanted.intention() instanceof Intention.Scale(String node, int _) && declaration.node(node).isEmpty()) {
            return new Outcome.Refused("no-such-node", "run '" + wanted.name() + "' has no node '" + node + "'; it has "
                    + String.join(", ", declaration.nodes().stream().map(Node::name).toList()));
        }
        if (says(declaration, wanted.intention())) {
            return new Outcome.Unchanged(tip);
        }
        Place place = computing
                .compute(repository.key().tenant(), () -> compilers.place(repository, tip, wanted.name()))
                .orElseThrow();
        SourceTree tree = git.tree(repository.key(), tip, repository.path());
        TreeFile file = tree.file(place.path()).orElseThrow();
        return switch (edited(wanted.intention(), tree.read(file), place)) {
            case Edited.Text(String text) ->
                commit(repository, tip, new Write.Edit.Put(place.path(), text), wanted);
            case Edited.Empty() -> commit(repository, tip, new Write.Edit.Delete(place.path()), wanted);
            case Edited.Refused(String reason) -> new Outcome.Refused("not-editable", place.path() + ":"
                    + place.at().line() + ": the run cannot be changed for you: " + reason);
        };
    }

    private Outcome commit(RepositorySettings repository, String tip, Write.Edit edit, Wanted wanted) {
        String message = wanted.message().isBlank() ? message(wanted) : wanted.message();
        String commit = git.write(repository.key(), new Write(repository.branch(), tip, message, List.of(edit),
                wanted.author(), wanted.options()), gate);
        return new Outcome.Committed(commit);
    }

    private static boolean says(Declaration declaration, Intention intention) {
        return switch (intention) {
            case Intention.Suspend(boolean now) -> declaration.policy().suspend() == now;
            case Intention.Scale(String node, int replicas) ->
                declaration.node(node).filter(one -> one.replicas() == replicas).isPresent();
            case Intention.Terminate() -> false;
        };
    }

    private static Edited edited(Intention intention, byte[] bytes, Place place) {
        return switch (intention) {
            case Intention.Suspend(boolean now) ->
                YamlEdit.set(bytes, place.at(), List.of("spec", "suspend"), Boolean.toString(now));
            case Intention.Scale(String node, int replicas) -> YamlEdit.set(bytes, place.at(),
                    List.of("spec", "nodes", node, "replicas"), Integer.toString(replicas));
            case Intention.Terminate() -> YamlEdit.without(bytes, place.at());
        };
    }

    private static String message(Wanted wanted) {
        return switch (wanted.intention()) {
            case Intention.Suspend(boolean now) -> (now ? "Suspend " : "Resume ") + wanted.name();
            case Intention.Scale(String node, int replicas) ->
                "Scale " + node + " of " + wanted.name() + " to " + replicas;
            case Intention.Terminate() -> "Terminate " + wanted.name();
        };
    }

    private static Outcome undeclared(RepositorySettings repository, Wanted wanted) {
        return new Outcome.Refused("not-declared",
                "branch '" + repository.branch() + "' does not declare run '" + wanted.name() + "'");
    }
}
