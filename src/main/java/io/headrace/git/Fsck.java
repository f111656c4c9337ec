package io.headrace.git;

import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.util.RawParseUtils;
import org.jspecify.annotations.Nullable;

/**
 * Checks each object that comes in as {@code git fsck} does, and besides that no name is one that a file system takes for
 * {@code .git} (invisible characters on macOS, short names on Windows): those who clone are protected, too.
 *
 * <p>It also ends packs of which few bytes unpack to very many: JGit holds what a chain of deltas unpacks to in memory,
 * and a million deltas of some bytes may each unpack to the largest object there is.
 */
final class Fsck extends ObjectChecker {

    private static final int ID_LENGTH = 20;

    /** A pack of real history unpacks to some times its size; its chains are short. */
    private static final int UNPACKED = 16;

    private final ObjectChecker macOs = new ObjectChecker().setSafeForMacOS(true);
    private final long most;
    private long unpacked;

    /** For one pack. */
    Fsck(GitLimits limits) {
        this.most = Math.min(UNPACKED * limits.pushBytes(), Runtime.getRuntime().maxMemory() / 2);
    }

    /** Called with each object that is held in memory as a whole: all but large files that are no deltas. */
    @Override
    public void check(@Nullable AnyObjectId id, int type, byte[] raw) throws CorruptObjectException {
        unpacked += raw.length;
        if (unpacked > most) {
            throw new CorruptObjectException("the deltas of the pack unpack to more than " + most
                    + " bytes; send the history in parts: git push origin COMMIT:BRANCH");
        }
        super.check(id, type, raw);
    }

    @Override
    public void checkTree(@Nullable AnyObjectId id, byte[] raw) throws CorruptObjectException {
        super.checkTree(id, raw);
        int at = 0;
        while (at < raw.length) {
            int name = RawParseUtils.next(raw, at, ' ');
            int end = RawParseUtils.next(raw, name, '\0');
            macOs.checkPathSegment(raw, name, end - 1);
            at = end + ID_LENGTH;
        }
    }
}
