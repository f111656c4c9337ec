package io.headrace.store;

import io.headrace.model.Principal;
import io.headrace.model.Role;
import io.headrace.store.Deed.Outcome;
import io.headrace.store.Deed.Via;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

import static io.headrace.store.Samples.ALICE;
import static io.headrace.store.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a database promises of the audit log. */
abstract class AuditContract extends StoreContract {
    private static final Principal ROOT = new Principal("*", "root", Role.OPERATOR);

    private AuditLog log() {
        return new AuditLog(database());
    }

    private List<Deed> deeds(AuditFilter filter) {
        return log().list(filter, PageRequest.of(null, 10)).items().stream().map(AuditEntry::deed).toList();
    }

    @Test
    final void deed_recorded_isKeptAsItWas() {
        Deed abort = Deed.done("acme", ALICE, Via.API, "run.abort", "acme/infra/shop/lamp");
        Deed push = Deed.refused("acme", ROOT, Via.GIT, "push", "acme/infra refs/heads/main", "1 problem");
        log().record(abort);
        clock.advance(Duration.ofMinutes(1));
        log().record(push);
        close();
        assertThat(log().list(AuditFilter.ALL, PageRequest.of(null, 10)).items()).containsExactly(
                new AuditEntry(2, NOON.plusSeconds(60), push), new AuditEntry(1, NOON, abort));
    }

    @Test
    final void log_filtered_tellsWhatIsAskedFor() {
        Deed abort = Deed.done("acme", ALICE, Via.API, "run.abort", "acme/infra/shop/lamp");
        Deed again = Deed.refused("acme", ALICE, Via.API, "run.abort", "acme/infra/shop/lamp", "no-open-attempt: no");
        Deed token = Deed.done("globex", ROOT, Via.COMMAND, "token.create", "globex/gina 1234");
        List.of(abort, again, token).forEach(log()::record);
        assertThat(deeds(new AuditFilter("acme", null, null, null))).containsExactly(again, abort);
        assertThat(deeds(new AuditFilter(null, "root", null, null))).containsExactly(token);
        assertThat(deeds(new AuditFilter(null, null, "run.abort", Outcome.DONE))).containsExactly(abort);
        assertThat(deeds(new AuditFilter("acme", "root", null, null))).isEmpty();
    }

    @Test
    final void log_inPages_tellsEachLineOnce() {
        for (int i = 1; i <= 5; i++) {
            log().record(Deed.done("acme", ALICE, Via.API, "run.rerun", "run " + i));
        }
        Page<AuditEntry> first = log().list(AuditFilter.ALL, PageRequest.of(null, 2));
        Page<AuditEntry> second = log().list(AuditFilter.ALL, PageRequest.of(first.next(), 2));
        Page<AuditEntry> third = log().list(AuditFilter.ALL, PageRequest.of(second.next(), 2));
        assertThat(List.of(first, second, third)).flatMap(Page::items)
                .map(entry -> entry.deed().subject())
                .containsExactly("run 5", "run 4", "run 3", "run 2", "run 1");
        assertThat(third.next()).isNull();
        assertThatThrownBy(() -> log().list(AuditFilter.ALL, PageRequest.of("eA", 2)))
                .isInstanceOf(CursorException.class);
    }

    @Test
    final void subject_longerThanTheLog_isCut() {
        Deed deed = Deed.done("acme", ALICE, Via.API, "run.abort", "x".repeat(10_000));
        assertThat(deed.subject()).hasSize(500).endsWith("x...");
    }
}
