package io.headrace.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.FooterLine;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.util.RawParseUtils;

/** Reads commits. */
final class Commits {

    // Neither ranges nor the searches of git's revision syntax: a revision comes from the address of a request.
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._/+-]{0,249}");

    private Commits() {}

    static CommitInfo read(Repository repository, ObjectId id) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(id);
            List<CommitInfo.Trailer> trailers = new ArrayList<>();
            for (FooterLine line : commit.getFooterLines()) {
                trailers.add(new CommitInfo.Trailer(line.getKey(), line.getValue()));
            }
            List<String> parents = new ArrayList<>();
            for (RevCommit parent : commit.getParents()) {
                parents.add(parent.name());
            }
            return new CommitInfo(commit.name(), author(commit.getRawBuffer()), commit.getShortMessage(),
                    commit.getFullMessage(), trailers, parents);
        }
    }

    // Only up to the address: JGit breaks at dates that no calendar has.
    private static String author(byte[] raw) {
        int start = RawParseUtils.author(raw, 0);
        if (start < 0) {
            return "unknown";
        }
        String line = new String(raw, start, RawParseUtils.nextLF(raw, start) - start, StandardCharsets.UTF_8);
        int end = line.lastIndexOf('>');
        return (end < 0 ? line : line.substring(0, end + 1)).strip();
    }

    /** A branch comes before a tag of its name, other than in git: most who give a name mean what is deployed from it. */
    static Optional<String> resolve(Repository repository, String revision) throws IOException {
        if (!NAME.matcher(revision).matches() || revision.contains("..") || revision.startsWith(RefRules.HIDDEN)
                || revision.startsWith("headrace/")) {
            return Optional.empty();
        }
        try (RevWalk walk = new RevWalk(repository)) {
            Optional<ObjectId> branch = ObjectId.isId(revision) || revision.startsWith(Constants.R_REFS)
                    ? Optional.empty()
                    : RefRules.id(repository, Constants.R_HEADS + revision);
            ObjectId id = branch.isPresent() ? branch.get() : repository.resolve(revision);
            return id == null ? Optional.empty() : Optional.of(walk.parseCommit(id).name());
        } catch (AmbiguousObjectException | IncorrectObjectTypeException | MissingObjectException
                | RevisionSyntaxException e) {
            return Optional.empty();
        }
    }
}
