package io.headrace.connector;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cloud did not do what it was asked. The kind says who must act; the message says what happened in words that do not
 * change between repetitions (no request ids, no times), as it is shown to people and compared.
 */
public final class CloudException extends RuntimeException {

    /** Who must act. */
    public enum Kind {
        /** Nobody: too many calls, the same later. */
        THROTTLED,
        /** Nobody, or the cloud's operator: out of reach, broken, or timed out; the same later. */
        UNAVAILABLE,
        /** Whoever holds the credential: it is missing, wrong, expired, or may not do this. */
        DENIED,
        /** Whoever pays: a quota of the account, or the capacity of the place, is used up. */
        QUOTA_EXCEEDED,
        /** Whoever wrote the blueprint: the request makes no sense to this cloud; the same again fails again. */
        REJECTED
    }

    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final @Nullable Duration retryAfter;
    private final boolean outcomeUnknown;

    private CloudException(Kind kind, String message, @Nullable Throwable cause, @Nullable Duration retryAfter,
            boolean outcomeUnknown) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.outcomeUnknown = outcomeUnknown;
    }

    /** Refused for now; nothing was done. */
    public static CloudException throttled(String message, @Nullable Duration retryAfter) {
        return new CloudException(Kind.THROTTLED, message, null, retryAfter, false);
    }

    /** The cloud did not take the request; nothing was done. */
    public static CloudException unavailable(String message, @Nullable Throwable cause) {
        return new CloudException(Kind.UNAVAILABLE, message, cause, null, false);
    }

    /** The request was sent and no answer came, or none that says what was done. */
    public static CloudException lost(String message, @Nullable Throwable cause) {
        return new CloudException(Kind.UNAVAILABLE, message, cause, null, true);
    }

    /** The credential does not do; nothing was done. */
    public static CloudException denied(String message) {
        return new CloudException(Kind.DENIED, message, null, null, false);
    }

    /** No room; nothing was done. */
    public static CloudException quotaExceeded(String message) {
        return new CloudException(Kind.QUOTA_EXCEEDED, message, null, null, false);
    }

    /** Will never be done as asked; nothing was done. */
    public static CloudException rejected(String message) {
        return new CloudException(Kind.REJECTED, message, null, null, false);
    }

    /** What happened, for people; the kind when nothing else is known. */
    public String message() {
        String said = getMessage();
        return said == null ? kind.name().toLowerCase(Locale.ROOT) : said;
    }

    public Kind kind() {
        return kind;
    }

    /** How long the cloud asked to be left alone. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether what was asked may have been done, or may yet be done. False: it was not and will not be. */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }
}
