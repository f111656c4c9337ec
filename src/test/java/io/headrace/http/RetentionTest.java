package io.headrace.http;

import io.headrace.model.RunKey;
import io.headrace.reconcile.Retention;
import io.headrace.reconcile.Retention.Ages;
import io.headrace.store.AuditFilter;
import io.headrace.store.Cleaning;
import io.headrace.store.CommitFilter;
import io.headrace.store.Deed;
import io.headrace.store.EventFilter;
import io.headrace.store.Outbox;
import io.headrace.store.PageRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the hourly clean-up deletes of a morning long ago, and what it leaves. */
final class RetentionTest {

    private static final String REFUSED = "5d0e2f61b7c94a38d1e6f20394857a6b1c2d3e4f";
    private static final RunKey ENDED = Fixture.INFRA.run("old-shop");

    private Path folder = Path.of("replaced");
    private Fixture fixture;
    private String first = "";

    @BeforeEach
    void play(@TempDir Path temporary) throws IOException {
        folder = temporary;
        fixture = new Fixture(temporary);
        first = new Seed(fixture).play();
        fixture.audit.record(Deed.done("acme", Fixture.ALICE, Deed.Via.API, "run.abort", "acme/infra/hello"));
        try (var files = Files.walk(temporary.resolve("blobs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(fixture.clock.instant()));
            }
        }
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void cleanUp() {
        Duration month = Duration.ofDays(30);
        new Retention(new Ages(month.multipliedBy(3), month.multipliedBy(3), month, month, Duration.ofDays(365)),
                new Cleaning(fixture.database), fixture.runs, fixture.blobs, fixture.clock).cleanUp();
    }

    private void blob(String name, Instant written) throws IOException {
        fixture.blobs.put(name, new ByteArrayInputStream(new byte[1]));
        Files.setLastModifiedTime(folder.resolve("blobs").resolve(name), FileTime.from(written));
    }

    private List<String> commits() {
        return fixture.commits.list(CommitFilter.of(Fixture.INFRA), PageRequest.of(null, 100))
                .items()
                .stream()
                .map(one -> one.id())
                .toList();
    }

    private int events() {
        return fixture.events.after(0, EventFilter.ALL, 1000).size();
    }

    @Test
    void cleanUp_ofWhatIsYoung_deletesNothing() {
        int before = events();
        fixture.clock.pass(Duration.ofDays(20));
        cleanUp();
        assertThat(events()).isEqualTo(before).isPositive();
        assertThat(commits()).hasSize(3).contains(REFUSED);
        assertThat(fixture.runs.find(ENDED)).isPresent();
        assertThat(fixture.blobs.list("")).hasSize(4);
    }

    @Test
    void cleanUp_monthsLater_leavesWhatRunsAreAt() {
        fixture.clock.pass(Duration.ofDays(100));
        cleanUp();
        assertThat(commits()).as("a status is on its way").contains(REFUSED);
        Outbox outbox = new Outbox(fixture.database);
        outbox.due(fixture.clock.instant(), 1000).forEach(outbox::delivered);
        cleanUp();
        assertThat(events()).isZero();
        assertThat(commits()).hasSize(2).contains(first).doesNotContain(REFUSED);
        assertThat(fixture.statuses.latest(Fixture.INFRA, first)).isNotEmpty();
        assertThat(fixture.statuses.latest(Fixture.INFRA, REFUSED)).isEmpty();
        assertThat(fixture.runs.find(ENDED)).isEmpty();
        assertThat(fixture.runs.of(Fixture.INFRA)).contains(Seed.LAMP, Seed.BILLING, Seed.STAGING);
        assertThat(fixture.parameters.of(Seed.LAMP)).isNotEmpty();
        assertThat(fixture.audit.list(AuditFilter.ALL, PageRequest.of(null, 10)).items()).hasSize(1);
        fixture.clock.pass(Duration.ofDays(300));
        cleanUp();
        assertThat(fixture.audit.list(AuditFilter.ALL, PageRequest.of(null, 10)).items()).isEmpty();
    }

    @Test
    void cleanUp_ofLogsAndReports_leavesTheLatestAttempts() throws IOException {
        Instant opened = Objects.requireNonNull(fixture.runs.find(Seed.LAMP).orElseThrow().attempt()).openedAt();
        blob("logs/" + Seed.LAMP + "/lb.1/1/10", opened.minusSeconds(1));
        blob("reports/" + Seed.LAMP + "/lb.1/1/1.tar.gz", opened.minusSeconds(1));
        blob("logs/" + ENDED + "/web.1/1/1", opened);
        fixture.clock.pass(Duration.ofDays(31));
        blob("logs/" + ENDED + "/web.1/1/2", fixture.clock.instant());
        cleanUp();
        assertThat(fixture.blobs.list("")).containsExactlyInAnyOrder("logs/" + Seed.LAMP + "/lb.1/1/1",
                "logs/" + Seed.BILLING + "/web.2/1/1", "logs/" + Seed.STAGING + "/web.1/1/1",
                "reports/" + Seed.LAMP + "/lb.1/1/2.tar.gz", "logs/" + ENDED + "/web.1/1/2");
    }

    @Test
    void cleanUp_ofMuch_goesInBatches() {
        for (int i = 0; i < 450; i++) {
            fixture.audit.record(Deed.done("acme", Fixture.ALICE, Deed.Via.API, "run.abort", "run " + i));
        }
        fixture.clock.pass(Duration.ofDays(366));
        fixture.audit.record(Deed.done("acme", Fixture.ALICE, Deed.Via.API, "run.abort", "young"));
        cleanUp();
        assertThat(fixture.audit.list(AuditFilter.ALL, PageRequest.of(null, 10)).items())
                .map(one -> one.deed().subject())
                .containsExactly("young");
    }
}
