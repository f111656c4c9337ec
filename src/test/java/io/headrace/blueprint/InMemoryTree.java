package io.headrace.blueprint;

import io.headrace.model.SourceTree;
import io.headrace.model.TreeFile;
import io.headrace.model.TreeFile.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A commit's files in memory, which counts how often they are read. */
final class InMemoryTree implements SourceTree {

    private final Map<String, TreeFile> files = new TreeMap<>();
    private final Map<String, byte[]> contents = new HashMap<>();
    int reads;

    InMemoryTree with(String path, String content) {
        return with(path, content.getBytes(StandardCharsets.UTF_8));
    }

    InMemoryTree with(String path, byte[] content) {
        String id = Hashes.sha256(new String(content, StandardCharsets.ISO_8859_1));
        files.put(path, new TreeFile(path, id, Kind.FILE, content.length));
        contents.put(id, content);
        return this;
    }

    InMemoryTree withSymlink(String path) {
        files.put(path, new TreeFile(path, "link", Kind.SYMLINK, 0));
        return this;
    }

    @Override
    public Collection<TreeFile> files() {
        return files.values();
    }

    @Override
    public Optional<TreeFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public byte[] read(TreeFile file) {
        reads++;
        return contents.getOrDefault(file.contentId(), new byte[0]);
    }
}
