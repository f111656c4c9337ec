package io.headrace.model;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a repository is followed, as the operator configured it.
 *
 * @param url where a remote repository is; null for one that this server hosts
 * @param branch the deployed branch, without {@code refs/heads/}
 * @param path the folder inside the repository that holds the blueprints; {@code .} is the root
 * @param poll how often a remote is asked for its tip
 * @param hookSecret what signs the deliveries to {@code /hooks/<id>}; null means that there is no hook
 */
public record RepositorySettings(RepositoryKey key, @Nullable URI url, String branch, String path, Duration poll,
        @Nullable Secret hookSecret) {

    public boolean hosted() {
        return url == null;
    }

    /** The branch and the folder that its runs are read from: when it differs, a known commit may mean something else. */
    public String source() {
        return ref() + ":" + path;
    }

    /** The deployed branch as a ref. */
    public String ref() {
        return "refs/heads/" + branch;
    }
}
