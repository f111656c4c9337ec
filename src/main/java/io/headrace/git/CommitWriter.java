package io.headrace.git;

import io.headrace.model.Principal;
import io.headrace.model.Push;
import io.headrace.model.PushGate;
import io.headrace.model.RefChange;
import io.headrace.model.RepositoryKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Turns what a caller of the API wants into a commit that goes the way of a push. */
final class CommitWriter {

    private static final int MAX_MESSAGE = 64 * 1024;

    private final Storage storage;
    private final GitLimits limits;
    private final InstantSource clock;

    CommitWriter(Storage storage, GitLimits limits, InstantSource clock) {
        this.storage = storage;
        this.limits = limits;
        this.clock = clock;
    }

    String write(RepositoryKey key, Write write, PushGate gate) {
        String ref = RefRules.full(write.branch());
        require(Repository.isValidRefName(ref) && ref.startsWith(Constants.R_HEADS)
                && PathRules.refusal(ref).isEmpty() && ref.length() <= 250, "not the name of a branch");
        require(!write.message().isBlank() && write.message().length() <= MAX_MESSAGE
                && write.message().indexOf('\0') < 0, "a message is needed, of at most " + MAX_MESSAGE + " characters");
        checkSizes(write);
        try (Incoming incoming = storage.openIncoming(key)) {
            return write(key, incoming, ref, write, gate);
        } catch (IOException e) {
            throw new UncheckedIOException("repository " + key + ": " + e.getMessage(), e);
        }
    }

    private String write(RepositoryKey key, Incoming incoming, String ref, Write write, PushGate gate)
            throws IOException {
        Optional<ObjectId> old = RefRules.id(incoming, ref);
        if (!Optional.ofNullable(write.base()).equals(old.map(ObjectId::name))) {
            throw new StaleBaseException(write.branch());
        }
        ObjectId written = insert(incoming, old, write);
        if (old.isPresent() && written.equals(old.get())) {
            return written.name();
        }
        if (incoming.sizeWithin() > limits.repositoryBytes()) {
            throw new RepositoryLimitException(".",
                    "the repository would have more than " + limits.repositoryBytes() + " bytes, which is the limit");
        }
        RefChange change = new RefChange(ref, write.base(), written.name());
        Push push = new Push(key, write.author(), List.of(change), write.options());
        List<String> lines = new ArrayList<>();
        Map<String, String> refused = gate.check(push, lines::add);
        String reason = refused.get(ref);
        if (reason != null) {
            throw new RefusedException(reason, lines);
        }
        incoming.keep();
        move(incoming, ref, old, written, write);
        gate.landed(push, lines::add);
        return written.name();
    }

    private ObjectId insert(Incoming incoming, Optional<ObjectId> old, Write write) throws IOException {
        try (ObjectInserter inserter = incoming.newObjectInserter();
                ObjectReader reader = incoming.newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            RevCommit base = old.isEmpty() ? null : walk.parseCommit(old.get());
            ObjectId tree = new TreeEdit(reader, inserter).apply(base == null ? null : base.getTree(), write.edits());
            if (base != null && tree.equals(base.getTree())) {
                return base;
            }
            Instant now = clock.instant();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree);
            if (base != null) {
                commit.setParentId(base);
            }
            commit.setAuthor(author(write.author(), now));
            commit.setCommitter(RefWriter.server(now));
            commit.setMessage(write.message());
            ObjectId written = inserter.insert(commit);
            inserter.flush();
            return written;
        }
    }

    private static void move(Repository repository, String ref, Optional<ObjectId> old, ObjectId written, Write write)
            throws IOException {
        RefUpdate update = repository.updateRef(ref);
        update.setExpectedOldObjectId(old.orElse(ObjectId.zeroId()));
        update.setNewObjectId(written);
        RefUpdate.Result result = update.update();
        switch (result) {
            case NEW, FAST_FORWARD -> {
            }
            case LOCK_FAILURE, REJECTED -> throw new StaleBaseException(write.branch());
            default -> throw new IOException(ref + ": " + result);
        }
    }

    private void checkSizes(Write write) {
        long all = 0;
        for (Write.Edit edit : write.edits()) {
            if (edit instanceof Write.Edit.Put put) {
                long bytes = put.content().getBytes(StandardCharsets.UTF_8).length;
                all += bytes;
                if (bytes > limits.objectBytes() || all > limits.pushBytes()) {
                    throw new RepositoryLimitException(PathRules.printable(put.path()),
                            "a file has at most " + limits.objectBytes() + " bytes, all files of one commit "
                                    + limits.pushBytes());
                }
            }
        }
    }

    private static PersonIdent author(Principal author, Instant now) {
        return new PersonIdent(author.name(), author.name() + "@" + author.tenant(), now, ZoneOffset.UTC);
    }

    private static void require(boolean good, String message) {
        if (!good) {
            throw new IllegalArgumentException(message);
        }
    }
}
