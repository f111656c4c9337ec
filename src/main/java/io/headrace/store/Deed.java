package io.headrace.store;

import io.headrace.model.Principal;

/**
 * What somebody did or tried to do, as the audit log keeps it.
 *
 * @param tenant whose it concerns; {@code *} is the whole server
 * @param via how it came
 * @param action a noun and a verb: {@code run.abort}, {@code token.create}, {@code push}
 * @param subject what it was done to, such as the path of a run
 * @param reason why it was refused or failed; empty when done. Never holds a secret
 */
public record Deed(String tenant, Principal principal, Via via, String action, String subject, Outcome outcome,
        String reason) {
    private static final int LONGEST = 500;

    /** How a deed came to the server. */
    public enum Via {
        API, GIT, COMMAND, SERVER
    }

    /** What became of it. */
    public enum Outcome {
        DONE, REFUSED, FAILED
    }

    public Deed {
        subject = cut(subject);
        reason = cut(reason);
    }

    public static Deed done(String tenant, Principal principal, Via via, String action, String subject) {
        return new Deed(tenant, principal, via, action, subject, Outcome.DONE, "");
    }

    public static Deed refused(String tenant, Principal principal, Via via, String action, String subject,
            String reason) {
        return new Deed(tenant, principal, via, action, subject, Outcome.REFUSED, reason);
    }

    /** Others choose the length of what they ask for. */
    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
    }
}
