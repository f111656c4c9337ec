package io.headrace.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceiveCommand;

/** Which refs people see and move. */
final class RefRules {

    static final String HIDDEN = "refs/headrace/";
    static final String NOTES = "refs/notes/headrace";

    private static final int MAX_LENGTH = 250;

    private RefRules() {}

    /** All but those that the server keeps for itself. */
    static Map<String, Ref> visible(Map<String, Ref> refs) {
        return refs.entrySet()
                .stream()
                .filter(ref -> !ref.getKey().startsWith(HIDDEN))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A branch's ref; what is a full name already stays. */
    static String full(String branchOrRef) {
        return branchOrRef.startsWith(Constants.R_REFS) ? branchOrRef : Constants.R_HEADS + branchOrRef;
    }

    /** What the ref holds. */
    static Optional<ObjectId> id(Repository repository, String ref) throws IOException {
        Ref found = repository.exactRef(ref);
        return found == null ? Optional.empty() : Optional.ofNullable(found.getObjectId());
    }

    /** Why a pusher may not do this, whatever the push contains. */
    static Optional<String> refusal(ReceiveCommand command, String deployed) {
        String ref = command.getRefName();
        if (ref.getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH) {
            return Optional.of("a ref name has at most " + MAX_LENGTH + " bytes");
        }
        if (ref.equals(NOTES) || ref.startsWith(NOTES + "/") || ref.startsWith(HIDDEN)) {
            return Optional.of("only the server writes this ref");
        }
        if (!ref.startsWith(Constants.R_HEADS) && !ref.startsWith(Constants.R_TAGS)
                && !ref.startsWith(Constants.R_NOTES)) {
            return Optional.of("only branches, tags and notes can be pushed");
        }
        if (PathRules.refusal(ref).isPresent()) {
            return Optional.of(PathRules.refusal(ref).orElseThrow().replace("path", "ref name"));
        }
        if (command.getType() == ReceiveCommand.Type.DELETE) {
            return ref.equals(deployed)
                    ? Optional.of("this branch is deployed; to end its runs, remove them from it with a commit")
                    : Optional.empty();
        }
        return ambiguity(ref, deployed);
    }

    /** Why git would not know which ref is meant by a short name; what is there already can still be deleted. */
    private static Optional<String> ambiguity(String ref, String deployed) {
        boolean tag = ref.startsWith(Constants.R_TAGS);
        if (!tag && !ref.startsWith(Constants.R_HEADS)) {
            return Optional.empty();
        }
        String name = ref.substring((tag ? Constants.R_TAGS : Constants.R_HEADS).length());
        if (name.equals(Constants.HEAD) || name.startsWith(Constants.R_REFS)) {
            return Optional.of((tag ? "a tag" : "a branch") + " is not named '" + name
                    + "': git takes that for another ref; name it otherwise");
        }
        return tag && deployed.equals(Constants.R_HEADS + name)
                ? Optional.of("the deployed branch is named '" + name + "' too, and clones would not know which one is"
                        + " meant; name the tag otherwise")
                : Optional.empty();
    }
}
