package io.headrace.git;

import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.util.RawParseUtils;
import org.jspecify.annotations.Nullable;

/**
 * Checks each object that comes in as {@code git fsck} does, and besides that no name is one that a file system takes for
 * {@code .git} (invisible characters on macOS, short names on Windows): those who clone are protected, too.
 */
final class Fsck extends ObjectChecker {

    private static final int ID_LENGTH = 20;

    private final ObjectChecker macOs = new ObjectChecker().setSafeForMacOS(true);

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
