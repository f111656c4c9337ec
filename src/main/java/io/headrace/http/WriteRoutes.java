package io.headrace.http;

import io.headrace.git.InvalidTreeException;
import io.headrace.git.RefusedException;
import io.headrace.git.Repositories;
import io.headrace.git.StaleBaseException;
import io.headrace.git.Write;
import io.headrace.model.Links;
import io.headrace.model.Principal;
import io.headrace.model.PushGate;
import io.headrace.model.RepositorySettings;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writing files by a call: it becomes a commit of the caller, checked exactly as a push of it would be. */
final class WriteRoutes implements Routes {

    private static final String STALE = "stale-base";

    private final Tenants tenants;
    private final Repositories git;
    private final PushGate gate;
    private final Links links;
    private final Bodies bodies;
    private final int limit;

    /**
     * The commit that is wanted.
     *
     * @param branch the deployed one when absent
     * @param base the tip that the caller has seen, absent when the branch does not exist
     * @param options as of {@code git push -o}
     */
    record Wanted(@Nullable String branch, @Nullable String base, @Nullable String message,
            @Nullable List<@Nullable FileEdit> files, @Nullable List<@Nullable String> options) {}

    /** One file: its whole new content, or {@code delete}. */
    record FileEdit(@Nullable String path, @Nullable String content, @Nullable Boolean delete) {}

    /** What was written. */
    record Written(String id, String branch, String url) {}

    WriteRoutes(Tenants tenants, Backend.Git git, Links links, Bodies bodies, int limit) {
        this.tenants = tenants;
        this.git = git.repositories();
        this.gate = git.gate();
        this.links = links;
        this.bodies = bodies;
        this.limit = limit;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(CommitRoutes.COMMITS, this::write);
    }

    private void write(Context ctx) {
        RepositorySettings repository = RepositoryRoutes.settings(tenants, ctx);
        Principal author = Access.requireWriter(ctx, repository.key().tenant());
        if (!repository.hosted()) {
            throw new ApiException(409, "not-hosted", "commits to a remote repository are made where it lives");
        }
        Write write = write(repository, author, bodies.json(ctx, limit, Wanted.class));
        String id = commit(repository, write);
        AuditTrail.about(ctx, repository.key().tenant(), repository.key() + " " + write.branch() + " " + id);
        ctx.header("Location", ctx.path() + "/" + id);
        Answers.json(ctx, 201, new Written(id, write.branch(), links.commit(repository.key(), id)));
    }

    private static Write write(RepositorySettings repository, Principal author, Wanted wanted) {
        String message = wanted.message();
        if (message == null || message.isBlank()) {
            throw ApiException.badField("message must say what the commit is for");
        }
        List<@Nullable FileEdit> files = wanted.files();
        if (files == null || files.isEmpty()) {
            throw ApiException.badField("files must name at least one file");
        }
        String branch = wanted.branch();
        return new Write(branch == null || branch.isEmpty() ? repository.branch() : branch, wanted.base(), message,
                files.stream().map(WriteRoutes::edit).toList(), author,
                options(wanted.options()));
    }

    /** Options as of {@code git push -o}. */
    static List<String> options(@Nullable List<@Nullable String> wanted) {
        List<String> options = new ArrayList<>();
        for (String one : wanted == null ? List.<@Nullable String>of() : wanted) {
            if (one == null) {
                throw ApiException.badField("options must be texts, not null");
            }
            options.add(one);
        }
        return options;
    }

    private static Write.Edit edit(@Nullable FileEdit file) {
        String path = file == null ? null : file.path();
        String content = file == null ? null : file.content();
        boolean delete = file != null && Boolean.TRUE.equals(file.delete());
        if (path == null || path.isEmpty() || (content == null) != delete) {
            throw ApiException.badField("each of files needs a path, and either content or \"delete\": true");
        }
        if (content != null && !StandardCharsets.UTF_8.newEncoder().canEncode(content)) {
            throw ApiException.badField("the content of '" + path + "' holds half a character");
        }
        return content == null ? new Write.Edit.Delete(path) : new Write.Edit.Put(path, content);
    }

    private String commit(RepositorySettings repository, Write write) {
        try {
            return answered(() -> git.write(repository.key(), write, gate));
        } catch (ApiException stale) {
            if (!stale.code().equals(STALE)) {
                throw stale;
            }
            throw new ApiException(409, STALE, stale.detail(),
                    Map.of("tip", git.tip(repository.key(), write.branch()).orElse("")));
        }
    }

    /** What writing a commit gives; where it fails, the answer that says why. */
    static <T> T answered(Supplier<T> writing) {
        try {
            return writing.get();
        } catch (StaleBaseException e) {
            throw new ApiException(409, STALE, String.valueOf(e.getMessage()));
        } catch (NoSuchElementException e) {
            throw ApiException.badField("base is not a commit of this repository");
        } catch (InvalidTreeException e) {
            throw ApiException.refused("the edits do not fit", e.problems().stream().map(Object::toString).toList());
        } catch (RefusedException e) {
            throw ApiException.refused(String.valueOf(e.getMessage()), e.lines());
        } catch (IllegalArgumentException e) {
            throw ApiException.badField(String.valueOf(e.getMessage()));
        }
    }
}
