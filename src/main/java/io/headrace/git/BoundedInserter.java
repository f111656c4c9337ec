package io.headrace.git;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.text.MessageFormat;
import org.eclipse.jgit.errors.TooLargePackException;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.util.NB;
import org.eclipse.jgit.util.io.LimitedInputStream;

/**
 * Takes packs from strangers within the limits. JGit makes room for as many objects as the pack's header announces before
 * it has seen one of them, so the header is read here first.
 */
final class BoundedInserter extends ObjectInserter.Filter {

    private static final int HEADER = 12;

    private final ObjectInserter inserter;
    private final GitLimits limits;

    BoundedInserter(ObjectInserter inserter, GitLimits limits) {
        this.inserter = inserter;
        this.limits = limits;
    }

    @Override
    protected ObjectInserter delegate() {
        return inserter;
    }

    @Override
    public PackParser newPackParser(InputStream in) throws IOException {
        byte[] header = in.readNBytes(HEADER);
        if (header.length == HEADER) {
            long count = NB.decodeUInt32(header, 8);
            if (count > limits.objects()) {
                throw new IOException(
                        MessageFormat.format("the pack announces {0} objects; at most {1} are taken at once",
                                count, limits.objects()));
            }
        }
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(header), in);
        PackParser parser = super.newPackParser(new LimitedInputStream(whole, limits.pushBytes()) {
            @Override
            protected void limitExceeded() throws TooLargePackException {
                throw new TooLargePackException(limit);
            }
        });
        parser.setMaxObjectSizeLimit(limits.objectBytes());
        return parser;
    }
}
