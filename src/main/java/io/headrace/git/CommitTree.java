package io.headrace.git;

import io.headrace.model.RepositoryKey;
import io.headrace.model.SourceTree;
import io.headrace.model.TreeFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The files of one commit, straight from the objects of its repository. It holds nothing open between two calls. */
final class CommitTree implements SourceTree {

    private final Storage storage;
    private final RepositoryKey key;
    private final String commit;
    private final ObjectId root;
    private final List<TreeFile> files;

    CommitTree(Storage storage, RepositoryKey key, String commit, ObjectId root, List<TreeFile> files) {
        this.storage = storage;
        this.key = key;
        this.commit = commit;
        this.root = root;
        this.files = List.copyOf(files);
    }

    @Override
    public List<TreeFile> files() {
        return files;
    }

    @Override
    public Optional<TreeFile> file(String path) {
        if (PathRules.refusal(path).isPresent()) {
            return Optional.empty();
        }
        return storage.useWith(key, commit, repository -> find(repository, path));
    }

    private Optional<TreeFile> find(Repository repository, String path) throws IOException {
        try (ObjectReader reader = repository.newObjectReader(); TreeWalk walk = TreeWalk.forPath(reader, path, root)) {
            if (walk == null || walk.getFileMode().getObjectType() == Constants.OBJ_TREE) {
                return Optional.empty();
            }
            return Optional.of(entry(reader, path, walk.getFileMode(), walk.getObjectId(0)));
        }
    }

    @Override
    public byte[] read(TreeFile file) {
        if (file.kind() != TreeFile.Kind.FILE) {
            throw new IllegalArgumentException(PathRules.printable(file.path()) + " is no regular file");
        }
        return storage.useWith(key, commit, repository -> {
            try (ObjectReader reader = repository.newObjectReader()) {
                ObjectId content = ObjectId.fromString(file.contentId());
                return reader.open(content, Constants.OBJ_BLOB).getCachedBytes(Integer.MAX_VALUE);
            }
        });
    }

    /** One entry that is not a folder. */
    static TreeFile entry(ObjectReader reader, String path, FileMode mode, ObjectId id) throws IOException {
        if (mode.equals(FileMode.TYPE_GITLINK)) {
            return new TreeFile(path, id.name(), TreeFile.Kind.SUBMODULE, 0);
        }
        if (mode.equals(FileMode.TYPE_SYMLINK)) {
            return new TreeFile(path, id.name(), TreeFile.Kind.SYMLINK, 0);
        }
        return new TreeFile(path, id.name(), TreeFile.Kind.FILE, reader.getObjectSize(id, Constants.OBJ_BLOB));
    }
}
