package io.headrace.git;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.eclipse.jgit.transport.ReceivePack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The terminal of a pusher, where each line appears at once. */
final class Terminal implements Consumer<String> {

    private static final Logger LOG = LoggerFactory.getLogger(Terminal.class);

    private final ReceivePack push;

    Terminal(ReceivePack push) {
        this.push = push;
    }

    @Override
    public void accept(String text) {
        for (String line : text.split("\n", -1)) {
            push.sendMessage(clean(line));
        }
        flush();
    }

    /** Lines hold names and messages from strangers: nothing of them may steer the terminal. */
    static String clean(String line) {
        return PathRules.printable(line.replace('\t', ' ').replace("\r", ""));
    }

    // JGit keeps messages until its buffer is full.
    private void flush() {
        try {
            OutputStream out = push.getMessageOutputStream();
            if (out != null) {
                out.flush();
            }
        } catch (IOException e) {
            LOG.debug("a pusher has gone before its push ended: {}", e.getMessage());
        }
    }
}
