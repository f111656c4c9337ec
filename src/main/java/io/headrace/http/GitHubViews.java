package io.headrace.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.headrace.model.Links;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.store.StatusRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shapes of GitHub's interface. Where GitHub names a user, here it is the server, which writes all statuses. */
final class GitHubViews {

    private final Links links;

    /** A status; its creator only where all are listed, as at GitHub. */
    @JsonNaming(SnakeCaseStrategy.class)
    record StatusView(String url, String avatarUrl, long id, String nodeId, String state, String description,
            String targetUrl, String context, Instant createdAt, Instant updatedAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UserView creator) {

        StatusView by(UserView user) {
            return new StatusView(url, avatarUrl, id, nodeId, state, description, targetUrl, context, createdAt,
                    updatedAt, user);
        }
    }

    /** A user or organisation. */
    @JsonNaming(SnakeCaseStrategy.class)
    record UserView(String login, long id, String nodeId, String avatarUrl, String url, String htmlUrl, String type,
            boolean siteAdmin) {}

    /** A repository, as far as there is something to say of it here. */
    @JsonNaming(SnakeCaseStrategy.class)
    record RepositoryView(long id, String nodeId, String name, String fullName, UserView owner,
            @JsonProperty("private") boolean closed, String htmlUrl,
            @Nullable String description, boolean fork, String url, String statusesUrl) {}

    /** All contexts of a commit and what they come to. */
    @JsonNaming(SnakeCaseStrategy.class)
    record CombinedView(String state, List<StatusView> statuses, String sha, int totalCount,
            RepositoryView repository, String commitUrl, String url) {}

    GitHubViews(Links links) {
        this.links = links;
    }

    CombinedView combined(RepositorySettings settings, String sha, String state, int total, List<StatusView> page) {
        String api = api(settings.key());
        return new CombinedView(state, page, sha, total, repository(settings.key()), api + "/commits/" + sha,
                api + "/commits/" + sha + "/status");
    }

    StatusView status(RepositoryKey repository, StatusRow row) {
        Instant at = row.at().truncatedTo(ChronoUnit.SECONDS);
        return new StatusView(api(repository) + "/statuses/" + row.status().commit(), avatar(), row.id(),
                node("Status", row.id()), Views.word(row.status().state()), row.status().description(),
                links.status(repository, row.status()), row.status().context(), at, at, null);
    }

    StatusView withCreator(RepositoryKey repository, StatusRow row) {
        return status(repository, row).by(user("headrace", "Bot"));
    }

    private RepositoryView repository(RepositoryKey key) {
        long id = number(key.toString());
        return new RepositoryView(id, node("Repository", id), key.name(), key.toString(),
                user(key.tenant(), "Organization"), true, links.serverUrl() + "/repositories/" + key, null, false,
                api(key),
                api(key) + "/statuses/{sha}");
    }

    private UserView user(String login, String type) {
        long id = number(login);
        return new UserView(login, id, node("User", id), avatar(), links.serverUrl() + "/api/v3/users/" + login,
                links.serverUrl(),
                type, false);
    }

    private String api(RepositoryKey key) {
        return links.serverUrl() + "/api/v3/repos/" + key;
    }

    private String avatar() {
        return links.serverUrl() + "/assets/favicon.svg";
    }

    /** GitHub numbers everything; a stable number is made of the name. */
    private static long number(String name) {
        return Integer.toUnsignedLong(name.hashCode());
    }

    private static String node(String type, long id) {
        return Base64.getEncoder().encodeToString((type + id).getBytes(StandardCharsets.UTF_8));
    }
}
