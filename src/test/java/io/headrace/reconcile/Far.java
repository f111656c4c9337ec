package io.headrace.reconcile;

import io.headrace.git.GitLimits;
import io.headrace.git.Repositories;
import io.headrace.git.Write;
import io.headrace.model.Principal;
import io.headrace.model.Push;
import io.headrace.model.PushGate;
import io.headrace.model.RepositorySettings;
import io.headrace.model.Role;
import io.headrace.model.Settings;
import io.headrace.net.Guard;
import io.headrace.net.GuardRules;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A repository on another server, which is followed as {@link Life#INFRA}. */
final class Far implements PushGate {

    private static final Principal BOB = new Principal("acme", "bob", Role.DEVELOPER);

    private final Path folder;
    private final Repositories git;
    String message = "Change";

    Far(Path folder) {
        this.folder = folder.resolve("far");
        this.git = new Repositories(this.folder, GitLimits.DEFAULT, new Guard(GuardRules.publicOnly()),
                InstantSource.system());
        git.create(Life.INFRA, "main");
    }

    Path bare() {
        return folder.resolve("acme/infra.git");
    }

    Settings settings(int instances) {
        return Life.settings(instances, new RepositorySettings(Life.INFRA, URI.create("file://" + bare()), "main", ".",
                Duration.ofMinutes(1), null));
    }

    /** Pushes one file, or its deletion; returns the commit. */
    String commit(String path, String text) {
        Write.Edit edit = text.isEmpty() ? new Write.Edit.Delete(path) : new Write.Edit.Put(path, text);
        return git.write(Life.INFRA, new Write("main", git.tip(Life.INFRA, "main").orElse(null), message, List.of(edit),
                BOB, List.of()), this);
    }

    @Override
    public Map<String, String> check(Push push, Consumer<String> terminal) {
        return Map.of();
    }

    @Override
    public void landed(Push push, Consumer<String> terminal) {}
}
