package io.headrace.store;

import io.headrace.model.Change;
import io.headrace.model.CommitStatus;
import io.headrace.model.CommitStatus.State;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

import static io.headrace.store.Samples.INFRA;
import static io.headrace.store.Samples.LAMP;
import static io.headrace.store.Samples.NOON;
import static io.headrace.store.Samples.PROJECTION;
import static org.assertj.core.api.Assertions.assertThat;

/** What a database promises of commit statuses and of their way out. */
abstract class StatusesContract extends StoreContract {
    private static final CommitStatus PENDING = Samples.status("c1", State.PENDING, "0 of 2 ready");
    private static final CommitStatus HALF = Samples.status("c1", State.PENDING, "1 of 2 ready");
    private static final CommitStatus SUCCESS = Samples.status("c1", State.SUCCESS, "2 of 2 ready");

    private Statuses statuses() {
        return new Statuses(database());
    }

    private Outbox outbox() {
        return new Outbox(database());
    }

    private List<CommitStatus> history() {
        return statuses().history(INFRA, "c1").stream().map(StatusRow::status).toList();
    }

    /** Tells statuses as a change of the run does. */
    private void tell(RunState state, CommitStatus... told) {
        new Runs(database(), PROJECTION).update(LAMP, _ -> new Change(state, List.of(told), List.of()));
    }

    private static RunState trying(int attempt) {
        return RunState.fresh(LAMP).withAttempt(Samples.attempt(attempt, "c1"));
    }

    private static RunState ended(int attempt) {
        return Samples.succeeded(trying(attempt)).state();
    }

    @Test
    final void history_ofSeveralStatuses_isNewestFirst() {
        statuses().post(INFRA, PENDING);
        clock.advance(Duration.ofSeconds(1));
        statuses().post(INFRA, SUCCESS);
        assertThat(statuses().history(INFRA, "c1")).containsExactly(new StatusRow(2, SUCCESS, NOON.plusSeconds(1)),
                new StatusRow(1, PENDING, NOON));
        assertThat(statuses().history(INFRA, "c2")).isEmpty();
        assertThat(statuses().history(new RepositoryKey("other", "infra"), "c1")).isEmpty();
    }

    @Test
    final void latest_ofSeveralContexts_isTheLastOfEach() {
        CommitStatus valid = new CommitStatus("c1", "headrace", State.SUCCESS, "valid");
        statuses().post(INFRA, PENDING);
        statuses().post(INFRA, valid);
        statuses().post(INFRA, SUCCESS);
        assertThat(statuses().latest(INFRA, "c1")).map(StatusRow::status).containsExactly(valid, SUCCESS);
    }

    @Test
    final void status_equalToTheLast_isNotStoredAgain() {
        statuses().post(INFRA, PENDING);
        statuses().post(INFRA, PENDING);
        statuses().post(INFRA, HALF);
        statuses().post(INFRA, PENDING);
        assertThat(history()).containsExactly(PENDING, HALF, PENDING);
    }

    @Test
    final void attempt_thatHasEnded_doesNotEndAgain() {
        tell(trying(1), PENDING);
        tell(ended(1), SUCCESS);
        tell(ended(1), Samples.status("c1", State.FAILURE, "late"));
        assertThat(history()).containsExactly(SUCCESS, PENDING);
    }

    @Test
    final void attemptsOfOneCommit_eachEnd() {
        CommitStatus superseded = Samples.status("c1", State.ERROR, "superseded by c1");
        tell(trying(1), PENDING);
        tell(trying(2), superseded, PENDING);
        tell(ended(2), SUCCESS);
        tell(trying(3), PENDING);
        tell(ended(3), SUCCESS);
        assertThat(history()).containsExactly(SUCCESS, PENDING, SUCCESS, PENDING, superseded, PENDING);
    }

    @Test
    final void attempt_supersededAndEndedAtOnce_endsBothAttempts() {
        CommitStatus superseded = Samples.status("c1", State.ERROR, "superseded by c1");
        tell(trying(1), PENDING);
        tell(trying(2), superseded);
        tell(ended(2), SUCCESS);
        assertThat(history()).containsExactly(SUCCESS, superseded, PENDING);
    }

    @Test
    final void status_stored_isAnEventOfItsRepository() {
        statuses().post(INFRA, PENDING);
        assertThat(new Events(database()).after(0, EventFilter.ALL, 10)).containsExactly(new Event(1, NOON, "acme",
                "infra", null, "commit.status", "c1", "headrace/shop/lamp pending: 0 of 2 ready"));
    }

    @Test
    final void outbox_afterSeveralStatuses_holdsOnlyTheLast() {
        statuses().post(INFRA, PENDING);
        statuses().post(INFRA, HALF);
        assertThat(outbox().due(NOON, 10)).containsExactly(new Delivery(2, INFRA, HALF, 0, null, NOON, null));
    }

    @Test
    final void delivery_arrived_isNotDueAgainButShown() {
        statuses().post(INFRA, PENDING);
        outbox().delivered(outbox().due(NOON, 10).getFirst());
        assertThat(outbox().due(NOON, 10)).isEmpty();
        assertThat(outbox().list(new DeliveryFilter(INFRA, null, null, null), PageRequest.of(null, 100)).items())
                .containsExactly(new Delivery(1, INFRA, PENDING, 0, null, NOON, NOON));
        statuses().post(INFRA, HALF);
        assertThat(outbox().due(NOON, 10)).map(Delivery::status).containsExactly(HALF);
    }

    @Test
    final void delivery_arrivedAfterANewerStatusCame_leavesTheNewerOneDue() {
        statuses().post(INFRA, PENDING);
        Delivery old = outbox().due(NOON, 10).getFirst();
        statuses().post(INFRA, SUCCESS);
        outbox().delivered(old);
        assertThat(outbox().due(NOON, 10)).map(Delivery::status).containsExactly(SUCCESS);
    }

    @Test
    final void delivery_postponed_waitsAlsoWhenANewerStatusComes() {
        statuses().post(INFRA, PENDING);
        outbox().postponed(outbox().due(NOON, 10).getFirst(), "429", NOON.plusSeconds(60));
        assertThat(outbox().list(new DeliveryFilter(INFRA, null, null, null), PageRequest.of(null, 100)).items())
                .containsExactly(new Delivery(1, INFRA, PENDING, 1, "429", NOON.plusSeconds(60), null));
        statuses().post(INFRA, SUCCESS);
        assertThat(outbox().due(NOON.plusSeconds(59), 10)).isEmpty();
        close();
        assertThat(outbox().due(NOON.plusSeconds(60), 10))
                .containsExactly(new Delivery(2, INFRA, SUCCESS, 0, null, NOON.plusSeconds(60), null));
    }
}
