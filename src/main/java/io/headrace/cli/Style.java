package io.headrace.cli;

/** How a word looks on a terminal: what is well, what goes on, what needs somebody. */
enum Style {
    PLAIN(""), BOLD("1"), FAINT("2"), GOOD("32"), BUSY("33"), BAD("31");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String on(String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }

    /** The look of a phase, a state, an outcome or a status. */
    static Style of(String word) {
        return switch (word) {
            case "Ready", "Done", "ready", "success", "succeeded", "attached" -> GOOD;
            case "Aborted", "Cancelled", "Stalled", "failed", "failure", "error", "timed-out", "unreachable" -> BAD;
            case "gone", "ended", "superseded", "revoked", "suspended" -> FAINT;
            default -> BUSY;
        };
    }
}
