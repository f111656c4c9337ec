package io.headrace.connector;

import io.headrace.model.AccountKey;
import io.headrace.model.Capability;
import io.headrace.model.InstanceKey;
import io.headrace.model.MachineSpec;
import io.headrace.model.Names;
import io.headrace.model.Observed;
import io.headrace.model.Tags;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What every connector promises. One that cannot do a thing says so by its capabilities; the tests here are final. A
 * machine of the contract runs {@code exec sleep}, and all are deleted after each test.
 */
public abstract class ConnectorContract {

    static final AccountKey ACCOUNT = new AccountKey("acme", "any", null, null, null);
    static final String SERVER = "0123456789abcdef";

    @TempDir
    Path folder = Path.of("");
    private final List<Connector> opened = new ArrayList<>();

    /** A connector over the account with that folder; opening it again finds what the first one made. */
    protected abstract Connector open(Account account);

    protected abstract ConnectorProvider provider();

    /** The user data as it arrived in the machine. */
    protected abstract String received(Observed.Machine machine) throws Exception;

    /** Stops the machine though nobody asked the connector for it: a power cut, a shutdown from inside, a kill. */
    protected abstract void halt(Observed.Machine machine) throws Exception;

    /** How long things of this cloud may take to become visible. */
    protected Duration patience() {
        return Duration.ofSeconds(10);
    }

    protected final Connector connector() {
        Connector connector = open(new Account(ACCOUNT, SERVER, "{}", null, folder.resolve("account"),
                InstantSource.system()));
        opened.add(connector);
        return connector;
    }

    protected static CreateRequest request(String slot, String token, String userData) {
        InstanceKey key = InstanceKey.parse("acme:infra:shop/lamp:" + slot + ":1");
        return new CreateRequest(key, token, "hr-01234567-89abcdef-" + slot + "-1",
                new MachineSpec(null, null, null, null, null, List.of(), "{}"), Tags.of(SERVER, key, "h1:0", token),
                userData);
    }

    protected static CreateRequest request(String slot) {
        return request(slot, "token-" + slot, "#!/bin/sh\nexec sleep 600\n");
    }

    @AfterEach
    final void deleteAll() {
        for (Connector connector : opened) {
            for (Observed object : connector.observe()) {
                connector.delete(object.id());
            }
            connector.close();
        }
    }

    private boolean tokens() {
        return can(Capability.CLIENT_TOKENS);
    }

    private boolean can(Capability capability) {
        return provider().info().capabilities().contains(capability);
    }

    private Observed.Machine awaited(Connector connector, String slot, Observed.Machine.Power power) {
        return Awaitility.await()
                .atMost(patience())
                .until(() -> connector.observe()
                        .stream()
                        .map(Observed.Machine.class::cast)
                        .filter(one -> one.name().equals(request(slot).name()) && one.power() == power)
                        .findFirst(), java.util.Optional::isPresent)
                .orElseThrow();
    }

    @Test
    final void info_always_isComplete() {
        assertThat(Names.isLabel(provider().info().id())).isTrue();
        assertThat(provider().info()).isEqualTo(provider().info());
        assertThat(provider().info().cloudOptionsSchema()).startsWith("{");
        assertThat(provider().info().machineOptionsSchema()).startsWith("{");
    }

    @Test
    final void account_new_isEmpty() {
        assertThat(connector().observe()).isEmpty();
    }

    @Test
    final void create_once_isObservedWithNameTagsAndAddress() {
        Connector connector = connector();
        Observed.Machine made = connector.create(request("web.1"));
        Awaitility.await().atMost(patience()).untilAsserted(() -> {
            Observed.Machine seen = only(connector);
            assertThat(seen.address()).isNotNull();
            assertThat(seen).isEqualTo(new Observed.Machine(made.id(), "hr-01234567-89abcdef-web.1-1",
                    Observed.Machine.Power.RUNNING, seen.address(), request("web.1").tags()));
        });
        assertThat(Tags.instance(SERVER, only(connector))).contains(request("web.1").key());
    }

    @Test
    final void create_repeated_isOneMachineOrConvergesToOne() {
        Connector connector = connector();
        String first = connector.create(request("web.1")).id();
        String second = connector.create(request("web.1")).id();
        if (tokens()) {
            assertThat(second).isEqualTo(first);
        } else {
            assertThat(second).isNotEqualTo(first);
            // Both are known by their tags, so that one of them can go.
            assertThat(connector.observe()).hasSize(2).allMatch(one -> one.tags().equals(request("web.1").tags()));
            connector.delete(second);
        }
        Awaitility.await().atMost(patience()).untilAsserted(() -> assertThat(only(connector).id()).isEqualTo(first));
    }

    @Test
    final void create_repeatedAtOnceByManyThreads_isOneMachineWhereTokensAreHonoured() throws Exception {
        Connector connector = connector();
        List<String> ids = atOnce(8, () -> connector.create(request("web.1")).id());
        assertThat(ids.stream().distinct()).hasSize(tokens() ? 1 : 8);
        assertThat(connector.observe()).hasSize(tokens() ? 1 : 8);
    }

    @Test
    final void create_repeatedWithOtherBytes_isRejectedWhereTokensAreHonoured() {
        Connector connector = connector();
        connector.create(request("web.1"));
        CreateRequest other = request("web.1", "token-web.1", "#!/bin/sh\nexec sleep 601\n");
        if (tokens()) {
            CloudException failure = catchThrowableOfType(CloudException.class, () -> connector.create(other));
            assertThat(failure.kind()).isEqualTo(CloudException.Kind.REJECTED);
            assertThat(failure.outcomeUnknown()).isFalse();
        } else {
            connector.create(other);
        }
        assertThat(connector.observe()).hasSize(tokens() ? 1 : 2);
    }

    @Test
    final void create_withAnotherTokenAndTheSameName_isAnotherMachine() {
        Connector connector = connector();
        String first = connector.create(request("web.1", "try-1", "#!/bin/sh\nexec sleep 600\n")).id();
        String second = connector.create(request("web.1", "try-2", "#!/bin/sh\nexec sleep 600\n")).id();
        assertThat(connector.observe()).extracting(Observed::id).containsExactlyInAnyOrder(first, second);
    }

    @Test
    final void userData_ofAnyText_arrivesWhole() throws Exception {
        String odd = "#!/bin/sh\n: '\"\\$HOME `id` %s \\n \t é ß 漢字 😀'\n# " + "x".repeat(20_000)
                + "\nexec sleep 600\n";
        Observed.Machine machine = connector().create(request("web.1", "token", odd));
        assertThat(received(machine)).isEqualTo(odd);
    }

    @Test
    final void tags_ofAnyText_surviveReopening() {
        CreateRequest plain = request("web.1");
        Map<String, String> tags = Map.of("headrace-server", "other", "a=b", "c=d: \\ # ! é 😀", "empty", "");
        connector().create(new CreateRequest(plain.key(), plain.clientToken(), plain.name(), plain.machine(), tags,
                plain.userData()));
        assertThat(only(connector()).tags()).isEqualTo(tags);
    }

    @Test
    final void machine_ofAnotherServer_isSeenAndNotTakenForOurs() {
        CreateRequest ours = request("web.1");
        connector().create(new CreateRequest(ours.key(), ours.clientToken(), ours.name(), ours.machine(),
                Tags.of("fedcba9876543210", ours.key(), "h1:0", "t"), ours.userData()));
        assertThat(Tags.instance(SERVER, only(connector()))).isEmpty();
    }

    @Test
    final void observe_ofManyMachines_isCompleteAndChangesNothing() throws Exception {
        Connector connector = connector();
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= 25; i++) {
            ids.add(connector.create(request("web." + i)).id());
        }
        assertThat(connector.observe()).extracting(Observed::id).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(atOnce(4, connector::observe)).allSatisfy(seen -> assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(connector.observe()));
    }

    @Test
    final void delete_ofOne_leavesTheOthers() {
        Connector connector = connector();
        String first = connector.create(request("web.1")).id();
        String second = connector.create(request("web.2")).id();
        connector.delete(first);
        Awaitility.await().atMost(patience()).untilAsserted(() -> assertThat(only(connector).id()).isEqualTo(second));
    }

    @Test
    final void delete_repeatedOrOfAbsent_isSuccess() throws Exception {
        Connector connector = connector();
        String id = connector.create(request("web.1")).id();
        atOnce(4, () -> {
            connector.delete(id);
            return id;
        });
        assertThatCode(() -> connector.delete(id)).doesNotThrowAnyException();
        for (String absent : List.of("i-999999", "..", ".", "", "../account", "/", "a/b", "x".repeat(5000), "é\n")) {
            assertThatCode(() -> connector.delete(absent)).as(absent).doesNotThrowAnyException();
        }
        Awaitility.await().atMost(patience()).untilAsserted(() -> assertThat(connector.observe()).isEmpty());
    }

    @Test
    final void machine_thatEnded_isObservedStoppedWithAllThatItIs() throws Exception {
        Connector connector = connector();
        connector.create(request("web.1"));
        connector.create(request("web.2"));
        Observed.Machine before = awaited(connector, "web.1", Observed.Machine.Power.RUNNING);
        halt(before);
        Observed.Machine stopped = awaited(connector, "web.1", Observed.Machine.Power.STOPPED);
        assertThat(stopped).isEqualTo(new Observed.Machine(before.id(), before.name(),
                Observed.Machine.Power.STOPPED, before.address(), before.tags()));
        assertThat(awaited(connector, "web.2", Observed.Machine.Power.RUNNING).changed()).isNull();
    }

    @Test
    final void start_ofAStoppedMachine_runsItAgainWhereDeclared() throws Exception {
        Connector connector = connector();
        connector.create(request("web.1"));
        Observed.Machine before = awaited(connector, "web.1", Observed.Machine.Power.RUNNING);
        halt(before);
        awaited(connector, "web.1", Observed.Machine.Power.STOPPED);
        if (can(Capability.START)) {
            connector.start(before.id());
            assertThat(awaited(connector, "web.1", Observed.Machine.Power.RUNNING).id()).isEqualTo(before.id());
            assertThatCode(() -> connector.start(before.id())).doesNotThrowAnyException();
        } else {
            assertThat(catchThrowableOfType(CloudException.class, () -> connector.start(before.id())).kind())
                    .isEqualTo(CloudException.Kind.REJECTED);
            assertThat(awaited(connector, "web.1", Observed.Machine.Power.STOPPED).id()).isEqualTo(before.id());
        }
    }

    @Test
    final void stop_ofAMachine_keepsItWhereDeclared() {
        Connector connector = connector();
        connector.create(request("web.1"));
        Observed.Machine before = awaited(connector, "web.1", Observed.Machine.Power.RUNNING);
        if (can(Capability.STOP)) {
            connector.stop(before.id());
            assertThatCode(() -> connector.stop(before.id())).doesNotThrowAnyException();
            assertThat(awaited(connector, "web.1", Observed.Machine.Power.STOPPED).tags()).isEqualTo(before.tags());
        } else {
            assertThat(catchThrowableOfType(CloudException.class, () -> connector.stop(before.id())).kind())
                    .isEqualTo(CloudException.Kind.REJECTED);
        }
    }

    @Test
    final void startAndStop_ofAbsent_areRejected() {
        Connector connector = connector();
        for (String absent : List.of("i-999999", "..", "a/b")) {
            assertThat(catchThrowableOfType(CloudException.class, () -> connector.start(absent)).kind())
                    .isEqualTo(CloudException.Kind.REJECTED);
            assertThat(catchThrowableOfType(CloudException.class, () -> connector.stop(absent)).kind())
                    .isEqualTo(CloudException.Kind.REJECTED);
        }
    }

    @Test
    final void settleTime_always_isNotNegative() {
        assertThat(connector().settleTime()).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    private static Observed.Machine only(Connector connector) {
        List<Observed> all = connector.observe();
        assertThat(all).hasSize(1);
        return (Observed.Machine) all.getFirst();
    }

    private static <T> List<T> atOnce(int times, Callable<T> call) throws InterruptedException, ExecutionException {
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> one : workers.invokeAll(java.util.Collections.nCopies(times, call))) {
                results.add(one.get());
            }
            return results;
        }
    }
}
