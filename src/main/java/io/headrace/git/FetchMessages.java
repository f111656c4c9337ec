package io.headrace.git;

import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;

/** Says in one line why a fetch failed: JGit's own message, without what the other side could put into it. */
final class FetchMessages {

    private static final int MAX_LENGTH = 500;

    private FetchMessages() {}

    static String of(Exception failure) {
        StringBuilder text = new StringBuilder();
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 4; depth++) {
            String message = cause.getMessage();
            boolean wrapper = cause instanceof NotSupportedException || cause instanceof TransportException;
            if (message != null && text.indexOf(message) < 0) {
                text.append(text.isEmpty() ? "" : ": ").append(message);
            } else if (message == null && !wrapper) {
                text.append(text.isEmpty() ? "" : ": ").append(cause.getClass().getSimpleName());
            }
            cause = cause.getCause();
        }
        String line = Terminal.clean(text.toString().replace('\n', ' '));
        return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "..." : line;
    }
}
