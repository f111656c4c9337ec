package io.headrace.git;

import io.headrace.model.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A commit that somebody asks the server to write.
 *
 * @param branch short name of the branch
 * @param base the commit that the caller has seen at the branch's tip; null when the branch does not exist yet
 * @param author whose act it is; the committer is the server
 * @param options as of {@code git push -o}
 */
public record Write(String branch, @Nullable String base, String message, List<Edit> edits, Principal author,
        List<String> options) {

    public Write {
        edits = List.copyOf(edits);
        options = List.copyOf(options);
    }

    /** What happens to one file. */
    public sealed interface Edit {

        String path();

        /** The file has this content afterwards; a new one is not executable, an old one keeps its mode. */
        record Put(String path, String content) implements Edit {}

        /** The file is gone afterwards; it must exist. */
        record Delete(String path) implements Edit {}
    }
}
