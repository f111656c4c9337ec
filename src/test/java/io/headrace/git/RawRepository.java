package io.headrace.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;

/** Puts objects into the repository of a git client that git itself would not make. */
final class RawRepository implements AutoCloseable {

    private final FileRepository repository;
    private final ObjectInserter inserter;

    RawRepository(GitClient client) throws IOException {
        Path gitDir = client.folder().resolve(".git");
        repository = new FileRepository(gitDir.toFile());
        inserter = repository.newObjectInserter();
    }

    /** One entry of a tree: mode as in {@code git ls-tree}, name in UTF-8. */
    record Entry(String mode, String name, ObjectId id) {}

    ObjectId blob(String content) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
    }

    /** A tree with these entries exactly as given. */
    ObjectId tree(Entry... entries) throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            raw.writeBytes((entry.mode + " " + entry.name + "\0").getBytes(StandardCharsets.UTF_8));
            byte[] id = new byte[20];
            entry.id.copyRawTo(id, 0);
            raw.writeBytes(id);
        }
        return inserter.insert(Constants.OBJ_TREE, raw.toByteArray());
    }

    /** A commit of this tree on the branch, without parents. */
    String commit(String branch, ObjectId tree) throws IOException {
        PersonIdent ann = new PersonIdent("Ann", "ann@example.org", Instant.EPOCH, ZoneOffset.UTC);
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setAuthor(ann);
        commit.setCommitter(ann);
        commit.setMessage("Raw\n");
        return point(branch, inserter.insert(commit));
    }

    /** A commit with exactly these bytes on the branch. */
    String rawCommit(String branch, String text) throws IOException {
        return point(branch, inserter.insert(Constants.OBJ_COMMIT, text.getBytes(StandardCharsets.UTF_8)));
    }

    private String point(String branch, ObjectId commit) throws IOException {
        inserter.flush();
        RefUpdate update = repository.updateRef("refs/heads/" + branch);
        update.setNewObjectId(commit);
        update.setForceUpdate(true);
        update.disableRefLog();
        update.update();
        return commit.name();
    }

    @Override
    public void close() {
        inserter.close();
        repository.close();
    }
}
