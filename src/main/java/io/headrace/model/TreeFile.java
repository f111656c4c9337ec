package io.headrace.model;

/**
 * One entry of a commit's tree: its path from the root of the repository with slashes, the id of its content (equal ids
 * mean equal bytes), its kind and its size in bytes (0 where there is no content to read).
 */
public record TreeFile(String path, String contentId, Kind kind, long size) {

    /** What the entry is; only regular files are ever read. */
    public enum Kind {
        FILE, SYMLINK, SUBMODULE
    }
}
