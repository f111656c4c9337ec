package io.headrace.connector;

import io.headrace.connector.CloudException.Kind;
import io.headrace.connector.InMemoryCloud.Call;
import io.headrace.model.Observed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class InMemoryConnectorTest extends ConnectorContract {

    private final InMemoryCloud cloud = new InMemoryCloud(true);

    @Override
    protected Connector open(Account account) {
        return provider().open(account);
    }

    @Override
    protected ConnectorProvider provider() {
        return new InMemoryProvider(cloud);
    }

    @Override
    protected void halt(Observed.Machine machine) {
        cloud.power(machine.id(), Observed.Machine.Power.STOPPED);
    }

    @Override
    protected String received(Observed.Machine machine) {
        return cloud.request(machine.id()).orElseThrow().userData();
    }

    private static CloudException of(Kind kind) {
        return switch (kind) {
            case THROTTLED -> CloudException.throttled("slow down", Duration.ofSeconds(7));
            case UNAVAILABLE -> CloudException.unavailable("out of order", null);
            case DENIED -> CloudException.denied("who are you");
            case QUOTA_EXCEEDED -> CloudException.quotaExceeded("full");
            case REJECTED -> CloudException.rejected("what is that");
        };
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void create_refused_tellsTheKindAndDoesNothing(Kind kind) {
        Connector connector = connector();
        cloud.next(Call.CREATE, new Fault.Refused(of(kind)));
        CloudException failure = catchThrowableOfType(CloudException.class, () -> connector.create(request("web.1")));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.outcomeUnknown()).isFalse();
        assertThat(failure.retryAfter())
                .isEqualTo(kind == Kind.THROTTLED ? Optional.of(Duration.ofSeconds(7)) : Optional.empty());
        assertThat(cloud.machines()).isEmpty();
        assertThat(connector.create(request("web.1")).name()).isEqualTo(request("web.1").name());
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void call_failingAlways_failsUntilHealed(Call call) {
        Connector connector = connector();
        cloud.always(call, new Fault.Refused(of(Kind.UNAVAILABLE)));
        for (int i = 0; i < 3; i++) {
            assertThat(catchThrowableOfType(CloudException.class, () -> make(connector, call)).kind())
                    .isEqualTo(Kind.UNAVAILABLE);
        }
        cloud.heal();
        make(connector, call);
        assertThat(cloud.calls(call)).isEqualTo(4);
    }

    private static void make(Connector connector, Call call) {
        switch (call) {
            case OBSERVE -> connector.observe();
            case CREATE -> connector.create(request("web.1"));
            case DELETE -> connector.delete("i-000001");
            case START -> connector.start(connector.create(request("web.1")).id());
            case STOP -> connector.stop(connector.create(request("web.1")).id());
        }
    }

    @Test
    void create_answerLost_isDoneAndRepeatedToTheSameMachine() {
        Connector connector = connector();
        cloud.next(Call.CREATE, new Fault.AnswerLost());
        CloudException failure = catchThrowableOfType(CloudException.class, () -> connector.create(request("web.1")));
        assertThat(failure.outcomeUnknown()).isTrue();
        assertThat(cloud.machines()).hasSize(1);
        assertThat(connector.create(request("web.1"))).isEqualTo(cloud.machines().getFirst());
        assertThat(cloud.machines()).hasSize(1);
    }

    @Test
    void cloud_inAnOutage_refusesEverythingUntilHealed() {
        Connector connector = connector();
        String id = connector.create(request("web.1")).id();
        cloud.outage();
        for (Call call : Call.values()) {
            assertThat(catchThrowableOfType(CloudException.class, () -> make(connector, call)).kind())
                    .isEqualTo(Kind.UNAVAILABLE);
        }
        cloud.heal();
        assertThat(connector.observe()).extracting(Observed::id).containsExactly(id);
    }

    @Test
    void create_requestLost_isUnknownAndNotDone() {
        Connector connector = connector();
        cloud.next(Call.CREATE, new Fault.RequestLost());
        assertThat(
                catchThrowableOfType(CloudException.class, () -> connector.create(request("web.1"))).outcomeUnknown())
                .isTrue();
        assertThat(cloud.machines()).isEmpty();
    }

    @Test
    void delete_answerLost_isDone() {
        Connector connector = connector();
        String id = connector.create(request("web.1")).id();
        cloud.next(Call.DELETE, new Fault.AnswerLost());
        assertThat(catchThrowableOfType(CloudException.class, () -> connector.delete(id)).outcomeUnknown()).isTrue();
        assertThat(cloud.machines()).isEmpty();
        connector.delete(id);
    }

    @Test
    void machine_appearingLate_isMissingInThatManyObservations() {
        Connector connector = connector();
        cloud.appearLate(2, Duration.ofSeconds(5));
        Observed.Machine machine = connector.create(request("web.1"));
        assertThat(connector.settleTime()).isEqualTo(Duration.ofSeconds(5));
        assertThat(List.of(connector.observe(), connector.observe(), connector.observe()))
                .isEqualTo(List.of(List.of(), List.of(), List.of(machine)));
    }

    @Test
    void quota_reached_refusesMore() {
        Connector connector = connector();
        cloud.quota(1);
        connector.create(request("web.1"));
        assertThat(catchThrowableOfType(CloudException.class, () -> connector.create(request("web.2"))).kind())
                .isEqualTo(Kind.QUOTA_EXCEEDED);
        assertThat(connector.create(request("web.1"))).isEqualTo(cloud.machines().getFirst());
    }

    @Test
    void call_held_waitsForTheLatchOrAnInterrupt() throws Exception {
        Connector connector = connector();
        CountDownLatch latch = new CountDownLatch(1);
        cloud.next(Call.CREATE, new Fault.Held(latch));
        cloud.next(Call.CREATE, new Fault.Held(latch));
        List<String> outcomes = java.util.Collections.synchronizedList(new ArrayList<>());
        Thread interrupted = Thread.ofVirtual()
                .start(() -> outcomes.add("unknown: " + catchThrowableOfType(
                        CloudException.class, () -> connector.create(request("web.1"))).outcomeUnknown()));
        Awaitility.await().until(() -> cloud.calls(Call.CREATE) == 1);
        Thread patient = Thread.ofVirtual().start(() -> outcomes.add(connector.create(request("web.2")).name()));
        Awaitility.await().until(() -> cloud.calls(Call.CREATE) == 2);
        interrupted.interrupt();
        interrupted.join();
        assertThat(cloud.machines()).isEmpty();
        latch.countDown();
        patient.join();
        assertThat(outcomes).containsExactly("unknown: true", request("web.2").name());
    }

    @Test
    void call_slow_isDone() {
        cloud.next(Call.CREATE, new Fault.Slow(Duration.ofMillis(20)));
        assertThat(connector().create(request("web.1"))).isEqualTo(cloud.machines().getFirst());
    }

    @Test
    void listener_hearsOfEachMachineOnce() {
        List<String> heard = new ArrayList<>();
        cloud.listen(new InMemoryCloud.Listener() {
            @Override
            public void created(Observed.Machine machine, String userData) {
                heard.add("created " + machine.id() + " " + userData.lines().findFirst().orElse(""));
            }

            @Override
            public void deleted(String machineId) {
                heard.add("deleted " + machineId);
            }
        });
        Connector connector = connector();
        String id = connector.create(request("web.1")).id();
        connector.create(request("web.1"));
        connector.delete(id);
        connector.delete(id);
        assertThat(heard).containsExactly("created " + id + " #!/bin/sh", "deleted " + id);
    }

    @Test
    void machine_changedBySomebodyElse_isObservedSo() {
        Connector connector = connector();
        Observed.Machine foreign = new Observed.Machine("i-x", "theirs", Observed.Machine.Power.RUNNING, null,
                java.util.Map.of());
        cloud.put(ACCOUNT, foreign);
        String id = connector.create(request("web.1")).id();
        cloud.power(id, Observed.Machine.Power.STOPPED);
        assertThat(connector.observe()).hasSize(2)
                .contains(foreign)
                .anyMatch(one -> one instanceof Observed.Machine machine && machine.id().equals(id)
                        && machine.power() == Observed.Machine.Power.STOPPED);
        cloud.power(id, Observed.Machine.Power.RUNNING);
        cloud.change(id, "it has 2 cpu, not 1");
        cloud.tag(id, java.util.Map.of("headrace-machine", "h1:other"));
        assertThat(connector.observe()).hasSize(2)
                .anyMatch(one -> one instanceof Observed.Machine machine
                        && "it has 2 cpu, not 1".equals(machine.changed())
                        && machine.tags().equals(java.util.Map.of("headrace-machine", "h1:other")));
        cloud.vanish(id);
        assertThat(connector.observe()).containsExactly(foreign);
    }
}
