package io.headrace.model;

/**
 * One line of a run's timeline.
 *
 * @param type in one word, such as {@code attempt.opened}, {@code instance.ready}, {@code step.failed}
 * @param subject the instance ({@code web.1:2}), or empty for the run itself
 */
public record Entry(String type, String subject, String message) {

    public Entry {
        message = Plain.of(message);
    }
}
