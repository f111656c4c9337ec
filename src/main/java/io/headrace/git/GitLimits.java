package io.headrace.git;

import java.time.Duration;

/**
 * The bounds that keep one repository from hurting the server.
 *
 * @param pushBytes bytes of one pack, pushed or fetched
 * @param repositoryBytes bytes of all objects of one repository on disk
 * @param objectBytes bytes of one object, inflated
 * @param objects number of objects in one pack
 * @param refs number of refs in one repository
 * @param files number of files and folders below the path that is read from a commit
 * @param treeBytes bytes of all files below that path
 * @param transfer time that one push or fetch may take
 */
public record GitLimits(long pushBytes, long repositoryBytes, long objectBytes, int objects, int refs, int files,
        long treeBytes, Duration transfer) {

    private static final long MIB = 1024L * 1024;

    public static final GitLimits DEFAULT = new GitLimits(64 * MIB, 1024 * MIB, 32 * MIB, 1_000_000, 10_000, 10_000,
            256 * MIB, Duration.ofMinutes(10));
}
