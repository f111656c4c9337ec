package io.headrace.git;

import io.headrace.model.Authenticator;
import io.headrace.model.PushGate;
import io.headrace.model.RepositoryKey;
import io.headrace.model.SourceTree;
import io.headrace.net.Guard;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The one door to the git repositories of the server, hosted ones and mirrors of remote ones. Ids are full SHA-1 names in
 * hexadecimal; a branch may be named shortly or as a full ref. A repository that does not exist is a
 * {@link NoSuchRepositoryException}, an unknown commit a {@link java.util.NoSuchElementException}. Thread-safe.
 *
 * <p>Objects of a push that is still being judged can be read by their ids through the same methods.
 */
public final class Repositories {

    private final Storage storage;
    private final GitLimits limits;
    private final Guard guard;
    private final InstantSource clock;
    private final RefWriter refs;

    /**
     * Opens the repositories below the folder and forgets what pushes left there that were cut off.
     *
     * @param guard decides which remote repositories may be fetched
     */
    public Repositories(Path root, GitLimits limits, Guard guard, InstantSource clock) {
        HermeticSystem.install();
        this.storage = new Storage(root, limits, clock);
        this.limits = limits;
        this.guard = guard;
        this.clock = clock;
        this.refs = new RefWriter(storage, clock);
    }

    public boolean exists(RepositoryKey key) {
        return storage.exists(key);
    }

    /** Creates an empty bare repository, or leaves the one that exists; either way HEAD is then the deployed branch. */
    public void create(RepositoryKey key, String branch) {
        Creation.create(storage, key, branch);
    }

    /** Deletes the repository with its history; nothing happens when there is none. */
    public void remove(RepositoryKey key) {
        storage.remove(key);
    }

    /** The deployed branch as a full ref. */
    public String deployedRef(RepositoryKey key) {
        return storage.use(key, Creation::deployed);
    }

    /** The commit at a branch or tag; empty while it is unborn. */
    public Optional<String> tip(RepositoryKey key, String ref) {
        return storage.use(key, repository -> {
            Ref found = repository.exactRef(RefRules.full(ref));
            if (found == null || found.getObjectId() == null) {
                return Optional.empty();
            }
            Ref peeled = repository.getRefDatabase().peel(found);
            AnyObjectId target = peeled.getPeeledObjectId();
            return Optional.of(target == null ? found.getObjectId().name() : target.name());
        });
    }

    /** All refs that people may see, in order, with what they hold: for an annotated tag the tag itself. */
    public Map<String, String> refs(RepositoryKey key) {
        return storage.use(key, repository -> {
            Map<String, String> all = new TreeMap<>();
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_REFS)) {
                if (!ref.getName().startsWith(RefRules.HIDDEN) && ref.getObjectId() != null) {
                    all.put(ref.getName(), ref.getObjectId().name());
                }
            }
            return all;
        });
    }

    public CommitInfo commit(RepositoryKey key, String id) {
        return storage.useWith(key, id, repository -> Commits.read(repository, Storage.id(id)));
    }

    /** The full id of the commit that a full or abbreviated id, a branch, a tag or HEAD names; a branch before a tag. */
    public Optional<String> resolve(RepositoryKey key, String revision) {
        return storage.use(key, repository -> Commits.resolve(repository, revision));
    }

    /**
     * The files of a commit below a path ({@code .} for all); none when there is no such folder.
     *
     * @throws InvalidTreeException when names in it are refused, with a problem for each
     * @throws RepositoryLimitException when it has more files or bytes than allowed
     */
    public SourceTree tree(RepositoryKey key, String commit, String path) {
        return storage.useWith(key, commit, repository -> {
            try (RevWalk walk = new RevWalk(repository); ObjectReader reader = repository.newObjectReader()) {
                RevCommit parsed = walk.parseCommit(Storage.id(commit));
                return new CommitTree(storage, key, commit, parsed.getTree(),
                        TreeReader.list(reader, parsed.getTree(), path, limits));
            }
        });
    }

    /** Whether the one commit is the other or reachable from it. */
    public boolean isAncestor(RepositoryKey key, String ancestor, String descendant) {
        return storage.useWith(key, descendant, repository -> {
            try (RevWalk walk = new RevWalk(repository)) {
                return walk.isMergedInto(walk.parseCommit(Storage.id(ancestor)),
                        walk.parseCommit(Storage.id(descendant)));
            }
        });
    }

    /** Keeps a commit by a ref below {@code refs/headrace/} that nobody sees and only the server moves. */
    public void hold(RepositoryKey key, String hiddenRef, String commit) {
        refs.hold(key, hiddenRef, Storage.id(commit));
    }

    /** The hidden refs below this one. */
    public List<String> held(RepositoryKey key, String hiddenRef) {
        return storage.use(key, repository -> repository.getRefDatabase()
                .getRefsByPrefix(hiddenRef)
                .stream()
                .map(Ref::getName)
                .toList());
    }

    /** Ends {@link #hold}; nothing happens when the ref is not there. */
    public void letGo(RepositoryKey key, String hiddenRef) {
        refs.letGo(key, hiddenRef);
    }

    /** Replaces the note of a commit in {@code refs/notes/headrace}. */
    public void note(RepositoryKey key, String commit, String text) {
        refs.note(key, Storage.id(commit), text);
    }

    /** The note of a commit in {@code refs/notes/headrace}. */
    public Optional<String> note(RepositoryKey key, String commit) {
        return storage.use(key, repository -> Notes.get(repository, Storage.id(commit)));
    }

    /**
     * Brings the branch of a remote repository here, over https, http or file, as far as the guard allows each hop.
     *
     * @throws FetchException with a message for the tenant
     */
    public Fetched fetch(RepositoryKey key, URI url, String branch) {
        return new Mirror(storage, limits, guard, clock).fetch(key, url, branch);
    }

    /**
     * Writes a commit as if its author had pushed it: the same checks, the same gate, the same refusals.
     *
     * @return the id of the commit; that of the base when nothing changes
     * @throws StaleBaseException when the base is not the tip of the branch
     * @throws InvalidTreeException when the edits do not fit the base, with a problem for each
     * @throws RefusedException when the gate refuses the commit
     */
    public String write(RepositoryKey key, Write write, PushGate gate) {
        return new CommitWriter(storage, limits, clock).write(key, write, gate);
    }

    /**
     * The smart HTTP server, to be mounted so that its path info is {@code /<tenant>/<repository>.git/...}. Requests carry
     * a token as the password of Basic authentication, with any user name.
     */
    public HttpServlet servlet(PushGate gate, Authenticator authenticator) {
        return new SmartHttp(storage, limits, clock, gate, authenticator);
    }

    /**
     * Packs a repository that has become untidy, and does nothing while it is tidy. What was packed is deleted an hour
     * later at the earliest, for those who are still reading it: call it each hour or less often.
     */
    public void compact(RepositoryKey key) {
        storage.use(key, repository -> {
            Compaction.run(repository);
            return key;
        });
    }
}
