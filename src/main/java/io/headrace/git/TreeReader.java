package io.headrace.git;

import io.headrace.model.Problem;
import io.headrace.model.TreeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Lists the files below one folder of a commit within the limits. Folders count like files, or a few small trees that
 * hold each other would keep the server busy for ever.
 */
final class TreeReader {

    private static final int MAX_PROBLEMS = 100;

    private final ObjectReader reader;
    private final GitLimits limits;
    private final String base;
    private final List<TreeFile> files = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Deque<Folder> open = new ArrayDeque<>();
    private int entries;
    private long bytes;

    /** A folder still to be read; the prefix ends with a slash or is empty. */
    private record Folder(String prefix, ObjectId tree) {}

    private TreeReader(ObjectReader reader, GitLimits limits, String base) {
        this.reader = reader;
        this.limits = limits;
        this.base = base;
    }

    /** All entries below {@code path} in path order; nothing when there is no such folder. */
    static List<TreeFile> list(ObjectReader reader, ObjectId root, String path, GitLimits limits) throws IOException {
        TreeReader walk = new TreeReader(reader, limits, path);
        String folder = normalized(path);
        Optional<ObjectId> tree = folder.isEmpty() ? Optional.of(root) : subtree(reader, root, folder);
        tree.ifPresent(id -> walk.open.add(new Folder(folder.isEmpty() ? "" : folder + "/", id)));
        while (!walk.open.isEmpty()) {
            walk.read(walk.open.remove());
        }
        if (!walk.problems.isEmpty()) {
            throw new InvalidTreeException(walk.problems.stream().sorted().toList());
        }
        walk.files.sort(Comparator.comparing(TreeFile::path));
        return walk.files;
    }

    private static String normalized(String path) {
        String folder = path.startsWith("./") ? path.substring(2) : path;
        folder = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
        return folder.equals(".") ? "" : folder;
    }

    private static Optional<ObjectId> subtree(ObjectReader reader, ObjectId root, String folder) throws IOException {
        if (PathRules.refusal(folder).isPresent()) {
            return Optional.empty();
        }
        try (TreeWalk walk = TreeWalk.forPath(reader, folder, root)) {
            return walk != null && walk.getFileMode().getObjectType() == Constants.OBJ_TREE
                    ? Optional.of(walk.getObjectId(0))
                    : Optional.empty();
        }
    }

    private void read(Folder folder) throws IOException {
        Map<String, String> twins = new HashMap<>();
        CanonicalTreeParser entry = new CanonicalTreeParser(null, reader, folder.tree);
        while (!entry.eof()) {
            entries++;
            if (entries > limits.files()) {
                throw new RepositoryLimitException(base,
                        "more than " + limits.files() + " files and folders below '" + base
                                + "'; keep blueprints in a folder of their own, or raise limits.files");
            }
            String name = name(entry);
            String path = folder.prefix + name;
            String twin = twins.putIfAbsent(PathRules.folded(name), name);
            Optional<String> refusal = PathRules.nameRefusal(name).or(() -> PathRules.refusal(path));
            if (refusal.isPresent()) {
                problem(path, refusal.get());
            } else if (twin != null) {
                problem(path, "differs from '" + PathRules.printable(folder.prefix + twin)
                        + "' only by case or by how its characters are composed");
            } else {
                add(path, entry.getEntryFileMode(), entry.getEntryObjectId());
            }
            entry = entry.next();
        }
    }

    private void add(String path, FileMode mode, ObjectId id) throws IOException {
        if (mode.equals(FileMode.TYPE_TREE)) {
            open.add(new Folder(path + "/", id));
            return;
        }
        TreeFile file = CommitTree.entry(reader, path, mode, id);
        files.add(file);
        bytes += file.size();
        if (bytes > limits.treeBytes()) {
            throw new RepositoryLimitException(base,
                    "the files below '" + base + "' have more than " + limits.treeBytes() + " bytes together");
        }
    }

    private void problem(String path, String message) {
        if (problems.size() < MAX_PROBLEMS) {
            String shown = PathRules.printable(path);
            problems.add(Problem.error(shown.length() > 300 ? shown.substring(0, 300) + "..." : shown, 1, 1, message));
        }
    }

    private static String name(CanonicalTreeParser entry) {
        byte[] raw = new byte[entry.getNameLength()];
        entry.getName(raw, 0);
        return new String(raw, StandardCharsets.UTF_8);
    }
}
