package io.headrace.git;

import io.headrace.model.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/** Writes the trees of a commit that differs from its base in some files; only folders on their paths are read. */
final class TreeEdit {

    private final ObjectReader reader;
    private final ObjectInserter inserter;
    private final List<Problem> problems = new ArrayList<>();

    /** What a folder holds under one name. */
    private record Entry(FileMode mode, ObjectId id) {

        boolean folder() {
            return mode.equals(FileMode.TYPE_TREE);
        }

        boolean file() {
            return mode.getObjectType() == Constants.OBJ_BLOB && !mode.equals(FileMode.TYPE_SYMLINK);
        }
    }

    TreeEdit(ObjectReader reader, ObjectInserter inserter) {
        this.reader = reader;
        this.inserter = inserter;
    }

    /** The tree with the edits made; without a base the edits are all there is. */
    ObjectId apply(@Nullable ObjectId base, List<Write.Edit> edits) throws IOException {
        Map<String, Write.Edit> byPath = new TreeMap<>();
        for (Write.Edit edit : edits) {
            Optional<String> refusal = PathRules.refusal(edit.path());
            refusal.ifPresent(reason -> problem(edit.path(), reason));
            if (refusal.isEmpty() && byPath.put(edit.path(), edit) != null) {
                problem(edit.path(), "is edited twice");
            }
        }
        Optional<ObjectId> tree = folder("", base, byPath);
        if (!problems.isEmpty()) {
            throw new InvalidTreeException(problems.stream().sorted().toList());
        }
        return tree.isPresent() ? tree.get() : inserter.insert(new TreeFormatter());
    }

    private Optional<ObjectId> folder(String prefix, @Nullable ObjectId base, Map<String, Write.Edit> edits)
            throws IOException {
        Map<String, Entry> entries = base == null ? new HashMap<>() : read(base);
        Map<String, Map<String, Write.Edit>> below = new TreeMap<>();
        for (Map.Entry<String, Write.Edit> edit : edits.entrySet()) {
            String rest = edit.getKey();
            int slash = rest.indexOf('/');
            if (slash < 0) {
                file(entries, rest, edit.getValue());
            } else {
                below.computeIfAbsent(rest.substring(0, slash), _ -> new TreeMap<>())
                        .put(rest.substring(slash + 1), edit.getValue());
            }
        }
        for (Map.Entry<String, Map<String, Write.Edit>> inner : below.entrySet()) {
            descend(prefix + inner.getKey(), entries, inner.getKey(), inner.getValue());
        }
        return entries.isEmpty() ? Optional.empty() : Optional.of(write(entries));
    }

    private void descend(String path, Map<String, Entry> entries, String name, Map<String, Write.Edit> edits)
            throws IOException {
        Entry old = entries.get(raw(name));
        if (old != null && !old.folder()) {
            problem(path, "is no folder");
            return;
        }
        Optional<ObjectId> tree = folder(path + "/", old == null ? null : old.id, edits);
        if (tree.isPresent()) {
            entries.put(raw(name), new Entry(FileMode.TREE, tree.get()));
        } else {
            entries.remove(raw(name));
        }
    }

    private void file(Map<String, Entry> entries, String name, Write.Edit edit) throws IOException {
        Entry old = entries.get(raw(name));
        if (old != null && old.folder()) {
            problem(edit.path(), "is a folder");
            return;
        }
        switch (edit) {
            case Write.Edit.Delete delete -> {
                if (entries.remove(raw(name)) == null) {
                    problem(delete.path(), "does not exist");
                }
            }
            case Write.Edit.Put put -> {
                if (old != null && !old.file()) {
                    problem(put.path(), "is a symbolic link or a submodule; delete it first");
                    return;
                }
                ObjectId content = inserter.insert(Constants.OBJ_BLOB, put.content().getBytes(StandardCharsets.UTF_8));
                entries.put(raw(name), new Entry(old == null ? FileMode.REGULAR_FILE : old.mode, content));
            }
        }
    }

    private Map<String, Entry> read(ObjectId tree) throws IOException {
        Map<String, Entry> entries = new HashMap<>();
        CanonicalTreeParser entry = new CanonicalTreeParser(null, reader, tree);
        while (!entry.eof()) {
            byte[] name = new byte[entry.getNameLength()];
            entry.getName(name, 0);
            entries.put(new String(name, StandardCharsets.ISO_8859_1),
                    new Entry(entry.getEntryFileMode(), entry.getEntryObjectId()));
            entry = entry.next();
        }
        return entries;
    }

    // Git sorts by bytes, with a slash behind the names of folders.
    private ObjectId write(Map<String, Entry> entries) throws IOException {
        TreeFormatter tree = new TreeFormatter();
        Comparator<Map.Entry<String, Entry>> order = Comparator
                .comparing(entry -> entry.getKey() + (entry.getValue().folder() ? "/" : ""));
        for (Map.Entry<String, Entry> entry : entries.entrySet().stream().sorted(order).toList()) {
            tree.append(entry.getKey().getBytes(StandardCharsets.ISO_8859_1), entry.getValue().mode,
                    entry.getValue().id);
        }
        return inserter.insert(tree);
    }

    /** The bytes of a name as characters, so that names which are not UTF-8 survive and sort as git wants. */
    private static String raw(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private void problem(String path, String message) {
        problems.add(Problem.error(PathRules.printable(path), 1, 1, message));
    }
}
