package io.headrace.store;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Which names blobs may have, and where they are below their folder: nothing leaves it, nothing hides in it. */
final class BlobNames {
    /** Never {@code .}, {@code ..} or the name of a temporary file, as none begins with a dot. */
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_@+=,-][A-Za-z0-9_@+=,.:-]{0,199}");
    private static final int LONGEST = 1_000;

    private BlobNames() {}

    static Path resolve(Path root, String name) {
        if (name.length() > LONGEST) {
            throw new IllegalArgumentException("a blob's name has at most " + LONGEST + " characters");
        }
        Path path = root;
        for (String part : name.split("/", -1)) {
            if (!PART.matcher(part).matches()) {
                throw new IllegalArgumentException("not the name of a blob: " + name);
            }
            path = path.resolve(part);
        }
        return path;
    }

    /** The deepest folder that holds every name beginning with the prefix. */
    static Path folder(Path root, String prefix) {
        int slash = prefix.lastIndexOf('/');
        return slash < 0 ? root : resolve(root, prefix.substring(0, slash));
    }

    static String name(Path root, Path path) {
        return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }
}
