package io.headrace.plan;

/**
 * What a commit would do to one run: how many instances it would create, update in place, replace and remove, and the
 * same in words ({@code update web.1 web.2; create web.3}).
 */
public record PlanLine(String run, int create, int update, int replace, int remove, String summary) {

    /** The line for a terminal: {@code lamp: update web.1 web.2; create web.3}. */
    public String text() {
        return run + ": " + summary;
    }
}
