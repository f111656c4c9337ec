/**
 * Git: hosted repositories with their smart HTTP server, mirrors of remote ones, reading the tree of a commit, notes, and
 * commits written on behalf of a caller.
 *
 * <p>{@link io.headrace.git.Repositories} is the one door: nothing else knows where a repository lies, and no type of
 * JGit leaves this package. There is never a work tree, no symbolic link is followed, no filter, hook or submodule runs,
 * and the git configuration of the host is not read, because all content comes from strangers. What is pushed lies apart
 * until it is accepted, so that nothing of a refused push stays on disk.
 */
@NullMarked
package io.headrace.git;

import org.jspecify.annotations.NullMarked;
