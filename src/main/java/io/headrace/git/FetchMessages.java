package io.headrace.git;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;

/** Says in one line why a fetch failed: JGit's own message, without what the other side could put into it. */
final class FetchMessages {

    private static final int MAX_LENGTH = 500;

    private FetchMessages() {}

    static String of(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException || cause instanceof CertificateException) {
                return line("the other side's certificate is not one that this server trusts: " + innermost(cause));
            }
        }
        return line(text(failure));
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause().getMessage() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private static String text(Exception failure) {
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
        return text.toString();
    }

    private static String line(String text) {
        String line = Terminal.clean(text.replace('\n', ' '));
        return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "..." : line;
    }
}
