package io.headrace.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The database cannot be read or written now: its disk is full, somebody else holds it, or it is closed. Nothing of what
 * was asked has happened, and it may be asked again.
 */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int FULL = 13;

    private final boolean full;

    StoreUnavailableException(String message) {
        super(message);
        this.full = false;
    }

    private StoreUnavailableException(String message, Throwable cause, boolean full) {
        super(message, cause);
        this.full = full;
    }

    /** Whether the disk has no room. */
    public boolean full() {
        return full;
    }

    /** What those may know who do not run the server. */
    public String forOthers() {
        return full
                ? "the disk of the server is full; try again later"
                : "the server cannot reach its store; try again";
    }

    /** This exception when a file could not be written for want of room or permission, as far as the system says so. */
    static Optional<StoreUnavailableException> ofFile(String name, IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return Optional.of(new StoreUnavailableException(name + " cannot be written; check the permissions of the"
                    + " file and its folder", failure, false));
        }
        String message = String.valueOf(failure.getMessage());
        return message.contains("No space left on device") || message.contains("quota exceeded")
                ? Optional.of(new StoreUnavailableException(name + " cannot be written: the disk is full; free space on"
                        + " it", failure, true))
                : Optional.empty();
    }

    /** This exception for a failure that is the database's own, or empty when the statement itself was wrong. */
    static Optional<StoreUnavailableException> of(String database, Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof StoreUnavailableException known) {
                return Optional.of(known);
            }
            if (one instanceof SQLiteException broken) {
                return reason(broken.getResultCode())
                        .map(reason -> new StoreUnavailableException("the database " + database + " " + reason,
                                failure, (broken.getResultCode().code & 0xff) == FULL));
            }
        }
        return Optional.empty();
    }

    /** The same for a failure of the transaction itself, which is always the database's own. */
    static StoreUnavailableException ofTransaction(String database, Exception failure) {
        return of(database, failure).orElseGet(() -> new StoreUnavailableException(
                "the database " + database + " cannot be written: " + failure.getMessage(), failure, false));
    }

    private static Optional<String> reason(SQLiteErrorCode extended) {
        // The low byte is the kind; what is above tells more of it.
        return switch (extended.code & 0xff) {
            case 5, 6 -> Optional.of("is held by another program; close what has it open");
            case FULL -> Optional.of("is full; free space on its disk");
            case 8 -> Optional.of("cannot be written; check the permissions of the file and its folder");
            case 10, 14 -> Optional.of("cannot be reached on its disk (" + extended + ")");
            case 7, 11, 26 -> Optional.of("cannot be used (" + extended + ")");
            default -> Optional.empty();
        };
    }
}
