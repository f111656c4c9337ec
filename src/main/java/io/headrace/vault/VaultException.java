package io.headrace.vault;

/** A key cannot be read or made, or a sealed value does not open; the message says what to do, never what it holds. */
public final class VaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    VaultException(String message) {
        super(message);
    }

    VaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
