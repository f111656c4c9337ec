package io.headrace.git;

import java.util.List;
import java.util.Optional;

/**
 * What a commit says of itself. Nothing in it is verified: the author is whoever the commit claims.
 *
 * @param author name and address as {@code Ann Example <ann@example.org>}
 * @param subject first paragraph of the message on one line
 * @param trailers the {@code Key: value} lines of the last paragraph, in their order
 */
public record CommitInfo(String id, String author, String subject, String message, List<Trailer> trailers,
        List<String> parents) {

    public CommitInfo {
        trailers = List.copyOf(trailers);
        parents = List.copyOf(parents);
    }

    /** One line such as {@code Headrace-Allow-Destroy: 3}. */
    public record Trailer(String key, String value) {}

    /** The value of the last trailer with this key, in any case. */
    public Optional<String> trailer(String key) {
        return trailers.stream()
                .filter(trailer -> trailer.key().equalsIgnoreCase(key))
                .map(Trailer::value)
                .reduce((first, second) -> second);
    }
}
