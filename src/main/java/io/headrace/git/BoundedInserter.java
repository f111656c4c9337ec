package io.headrace.git;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.InstantSource;
import java.util.Arrays;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.util.NB;

/**
 * Takes packs from strangers within the limits. JGit makes room for as many objects as the pack's header announces before
 * it has seen one of them, so the header is read here first.
 */
final class BoundedInserter extends ObjectInserter.Filter {

    private static final int HEADER = 12;

    private final ObjectInserter inserter;
    private final GitLimits limits;
    private final InstantSource clock;

    BoundedInserter(ObjectInserter inserter, GitLimits limits, InstantSource clock) {
        this.inserter = inserter;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    protected ObjectInserter delegate() {
        return inserter;
    }

    @Override
    public PackParser newPackParser(InputStream in) throws IOException {
        byte[] header = in.readNBytes(HEADER);
        if (header.length == HEADER && Arrays.equals(header, 0, 4, Constants.PACK_SIGNATURE, 0, 4)) {
            long count = NB.decodeUInt32(header, 8);
            if (count > limits.objects()) {
                throw new IOException(
                        "the pack has " + count + " objects; at most " + limits.objects() + " are taken at once");
            }
        }
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(header), in);
        PackParser parser = super.newPackParser(
                new BoundedInput(whole, "the pack", limits.pushBytes(), clock,
                        clock.instant().plus(limits.transfer())));
        parser.setMaxObjectSizeLimit(limits.objectBytes());
        return parser;
    }
}
