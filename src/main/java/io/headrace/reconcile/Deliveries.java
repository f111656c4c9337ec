package io.headrace.reconcile;

import io.headrace.git.Repositories;
import io.headrace.model.CommitStatus;
import io.headrace.model.Links;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.model.Settings;
import io.headrace.store.Delivery;
import io.headrace.store.Outbox;
import io.headrace.store.StatusRow;
import io.headrace.store.Statuses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the statuses of commits to where their readers look: those of hosted repositories into
 * {@code refs/notes/headrace}. One writer a repository; only the last state of each context is delivered. Statuses of a
 * remote repository are read at this server.
 */
final class Deliveries {

    private static final int AT_A_TIME = 1000;

    private final Outbox outbox;
    private final Statuses statuses;
    private final Repositories repositories;
    private final Supplier<Settings> settings;
    private final Links links;
    private final CrashPoints crashes;
    private final Traces traces;

    Deliveries(Stores stores, Repositories repositories, Supplier<Settings> settings, Links links,
            CrashPoints crashes, Traces traces) {
        this.outbox = stores.outbox();
        this.statuses = stores.statuses();
        this.repositories = repositories;
        this.settings = settings;
        this.links = links;
        this.crashes = crashes;
        this.traces = traces;
    }

    void look(RepositoryKey repository) {
        Map<String, List<Delivery>> byCommit = new LinkedHashMap<>();
        for (Delivery delivery : outbox.due(traces.clock().instant(), AT_A_TIME)) {
            if (delivery.repository().equals(repository)) {
                byCommit.computeIfAbsent(delivery.status().commit(), none -> new ArrayList<>()).add(delivery);
            }
        }
        boolean hosted = settings.get().repository(repository).filter(RepositorySettings::hosted).isPresent();
        byCommit.forEach((commit, deliveries) -> {
            List<StatusRow> latest = statuses.latest(repository, commit);
            if (hosted) {
                repositories.note(repository, commit, note(repository, latest));
                crashes.passed(CrashPoint.STATUS_DELIVERED);
            }
            deliveries.forEach(outbox::delivered);
            Map<Long, StatusRow> told = latest.stream().collect(Collectors.toMap(StatusRow::id, row -> row));
            deliveries.forEach(delivery -> delivered(delivery, told.get(delivery.statusId())));
        });
    }

    /** From when the commit was told until its readers can see it. */
    private void delivered(Delivery delivery, @Nullable StatusRow row) {
        CommitStatus status = delivery.status();
        if (row != null) {
            traces.ended(delivery.repository(), status.commit(), "status", row.at(),
                    Map.of("context", status.context(), "state", state(status)), "");
        }
    }

    private static String state(CommitStatus status) {
        return status.state().name().toLowerCase(Locale.ROOT);
    }

    private String note(RepositoryKey repository, List<StatusRow> rows) {
        StringBuilder text = new StringBuilder();
        rows.stream().sorted(Comparator.comparing(row -> row.status().context())).forEach(row -> {
            CommitStatus status = row.status();
            text.append(status.context())
                    .append(": ")
                    .append(state(status))
                    .append(" - ")
                    .append(status.description())
                    .append("\n    ")
                    .append(links.status(repository, status))
                    .append('\n');
        });
        return text.toString();
    }
}
