package io.headrace.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.notes.Note;
import org.eclipse.jgit.notes.NoteMap;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** What the server says about commits, in {@code refs/notes/headrace}. */
final class Notes {

    private Notes() {}

    /** Replaces the note of the commit; an equal one is not written again. */
    static void set(Repository repository, ObjectId commit, String text, PersonIdent server) throws IOException {
        try (RevWalk walk = new RevWalk(repository); ObjectInserter inserter = repository.newObjectInserter()) {
            Optional<ObjectId> old = RefRules.id(repository, RefRules.NOTES);
            NoteMap notes = NoteMap.newEmptyMap();
            CommitBuilder next = new CommitBuilder();
            if (old.isPresent()) {
                RevCommit tip = walk.parseCommit(old.get());
                notes = NoteMap.read(walk.getObjectReader(), tip);
                next.setParentId(tip);
            }
            ObjectId content = inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
            if (content.equals(notes.get(commit))) {
                return;
            }
            notes.set(commit, content);
            next.setTreeId(notes.writeTree(inserter));
            next.setAuthor(server);
            next.setCommitter(server);
            next.setMessage("Note " + commit.name() + "\n");
            ObjectId written = inserter.insert(next);
            inserter.flush();
            move(repository, old, written);
        }
    }

    private static void move(Repository repository, Optional<ObjectId> old, ObjectId written)
            throws IOException {
        RefUpdate update = repository.updateRef(RefRules.NOTES);
        update.setExpectedOldObjectId(old.orElse(ObjectId.zeroId()));
        update.setNewObjectId(written);
        RefUpdate.Result result = update.update();
        if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.FAST_FORWARD) {
            throw new IOException(RefRules.NOTES + ": " + result);
        }
    }

    static Optional<String> get(Repository repository, ObjectId commit) throws IOException {
        Optional<ObjectId> notes = RefRules.id(repository, RefRules.NOTES);
        if (notes.isEmpty()) {
            return Optional.empty();
        }
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit tip = walk.parseCommit(notes.get());
            Note note = NoteMap.read(walk.getObjectReader(), tip).getNote(commit);
            if (note == null) {
                return Optional.empty();
            }
            byte[] text = walk.getObjectReader().open(note.getData(), Constants.OBJ_BLOB).getBytes();
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        }
    }
}
