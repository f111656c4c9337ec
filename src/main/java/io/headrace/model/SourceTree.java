package io.headrace.model;

import java.util.Collection;
import java.util.Optional;

/** The files of one version of a repository, read without a work tree: a commit, or a folder for the command line. */
public interface SourceTree {

    /** Every entry below the configured path, in path order. */
    Collection<TreeFile> files();

    /** The entry at exactly this path, inside the configured path or not. */
    Optional<TreeFile> file(String path);

    /** The bytes of a regular file; the caller has checked its size. */
    byte[] read(TreeFile file);
}
