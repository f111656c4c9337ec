package io.headrace.connector;

import io.headrace.model.AccountKey;
import io.headrace.model.Observed;
import io.headrace.model.Observed.Machine.Power;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A cloud that lives in the memory of a test and outlives the servers that use it. Its machines are entries in a list;
 * a {@link Listener} can bring agents to life in them. Calls can be made to fail in every way that {@link Fault} knows,
 * once or until further notice, and are counted. Safe for use by many threads; faults take effect in the order in which
 * they were asked for.
 */
public final class InMemoryCloud {

    /** The calls of its API. */
    public enum Call {
        OBSERVE, CREATE, DELETE, START, STOP
    }

    /** Hears, on the thread of the call, of machines that begin and end. */
    public interface Listener {

        void created(Observed.Machine machine, String userData);

        void deleted(String machineId);
    }

    private record Entry(AccountKey account, Observed.Machine machine, @Nullable CreateRequest request, int hidden) {}

    private record Made(Observed.Machine machine, boolean fresh) {}

    private final boolean clientTokens;
    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private final Map<Call, Deque<Fault>> once = new EnumMap<>(Call.class);
    private final Map<Call, Fault> always = new EnumMap<>(Call.class);
    private final Map<Call, Integer> calls = new EnumMap<>(Call.class);
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private int hiddenFor;
    private int quota = Integer.MAX_VALUE;
    private int lastId;
    private Duration settleTime = Duration.ZERO;

    public InMemoryCloud(boolean clientTokens) {
        this.clientTokens = clientTokens;
    }

    public boolean clientTokens() {
        return clientTokens;
    }

    /** The next call of this kind (after those that were asked for before) meets this fault. */
    public synchronized void next(Call call, Fault fault) {
        once.computeIfAbsent(call, _ -> new ArrayDeque<>()).add(fault);
    }

    /** From now on calls of this kind meet this fault, unless {@link #next} says otherwise. */
    public synchronized void always(Call call, Fault fault) {
        always.put(call, fault);
    }

    /** No more faults. */
    public synchronized void heal() {
        once.clear();
        always.clear();
    }

    /** Machines that are made from now on are missing in that many observations. */
    public synchronized void appearLate(int observations, Duration settle) {
        hiddenFor = observations;
        settleTime = settle;
    }

    /** It holds at most that many machines. */
    public synchronized void quota(int machines) {
        quota = machines;
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** How many calls of this kind arrived, refused ones among them. */
    public synchronized int calls(Call call) {
        return calls.getOrDefault(call, 0);
    }

    /** All machines that exist, also those that no observation shows yet. */
    public synchronized List<Observed.Machine> machines() {
        return entries.values().stream().map(Entry::machine).toList();
    }

    /** What the machine was made with. */
    public synchronized Optional<CreateRequest> request(String machineId) {
        return Optional.ofNullable(entries.get(machineId)).flatMap(entry -> Optional.ofNullable(entry.request()));
    }

    /** A machine that somebody else made. */
    public synchronized void put(AccountKey account, Observed.Machine machine) {
        entries.put(machine.id(), new Entry(account, machine, null, 0));
    }

    /** A machine that somebody took away. */
    public void vanish(String machineId) {
        if (remove(machineId)) {
            listeners.forEach(one -> one.deleted(machineId));
        }
    }

    /** A machine that stops, starts or runs without anybody having asked. */
    public void power(String machineId, Power power) {
        become(machineId, old -> new Observed.Machine(old.id(), old.name(), power, old.address(), old.tags(),
                old.changed()));
    }

    /** A machine that somebody made into something else; nothing when it is as it was made again. */
    public void change(String machineId, @Nullable String how) {
        become(machineId, old -> new Observed.Machine(old.id(), old.name(), old.power(), old.address(), old.tags(),
                how));
    }

    /** A machine whose tags somebody edited. */
    public void tag(String machineId, Map<String, String> tags) {
        become(machineId, old -> new Observed.Machine(old.id(), old.name(), old.power(), old.address(), tags,
                old.changed()));
    }

    private synchronized void become(String machineId, UnaryOperator<Observed.Machine> how) {
        entries.computeIfPresent(machineId, (_, entry) -> new Entry(entry.account(), how.apply(entry.machine()),
                entry.request(), entry.hidden()));
    }

    /** Nothing can be reached any more, until it is healed; machines go on. */
    public synchronized void outage() {
        for (Call call : Call.values()) {
            always.put(call, new Fault.Refused(CloudException.unavailable("no route to host", null)));
        }
    }

    void power(AccountKey account, String machineId, Call call, Power power) {
        Optional<Fault> fault = begin(call);
        synchronized (this) {
            Entry entry = entries.get(machineId);
            if (entry == null || !entry.account().equals(account)) {
                throw CloudException.rejected("there is no machine " + machineId);
            }
            power(machineId, power);
        }
        end(fault);
    }

    synchronized Duration settleTime() {
        return settleTime;
    }

    List<Observed> observe(AccountKey account) {
        Optional<Fault> fault = begin(Call.OBSERVE);
        List<Observed> seen = see(account);
        end(fault);
        return seen;
    }

    private synchronized List<Observed> see(AccountKey account) {
        List<Observed> seen = new ArrayList<>();
        entries.replaceAll((_, entry) -> {
            if (entry.hidden() == 0 && entry.account().equals(account)) {
                seen.add(entry.machine());
            }
            return new Entry(entry.account(), entry.machine(), entry.request(), Math.max(0, entry.hidden() - 1));
        });
        return List.copyOf(seen);
    }

    Observed.Machine create(AccountKey account, CreateRequest request) {
        Optional<Fault> fault = begin(Call.CREATE);
        Made made = make(account, request);
        if (made.fresh()) {
            listeners.forEach(one -> one.created(made.machine(), request.userData()));
        }
        end(fault);
        return made.machine();
    }

    private Optional<Observed.Machine> earlier(AccountKey account, CreateRequest request) {
        for (Entry entry : entries.values()) {
            CreateRequest old = entry.request();
            if (clientTokens && old != null && entry.account().equals(account)
                    && old.clientToken().equals(request.clientToken())) {
                if (!old.equals(request)) {
                    throw CloudException.rejected("the client token was used with another request");
                }
                return Optional.of(entry.machine());
            }
        }
        return Optional.empty();
    }

    private synchronized Made make(AccountKey account, CreateRequest request) {
        Optional<Observed.Machine> earlier = earlier(account, request);
        if (earlier.isPresent()) {
            return new Made(earlier.get(), false);
        }
        if (entries.size() >= quota) {
            throw CloudException.quotaExceeded("no more than " + quota + " machines");
        }
        lastId++;
        Observed.Machine machine = new Observed.Machine("i-%06d".formatted(lastId), request.name(), Power.RUNNING,
                "10.0.%d.%d".formatted(lastId / 256, lastId % 256), request.tags());
        entries.put(machine.id(), new Entry(account, machine, request, hiddenFor));
        return new Made(machine, true);
    }

    void delete(AccountKey account, String machineId) {
        Optional<Fault> fault = begin(Call.DELETE);
        boolean ours;
        synchronized (this) {
            Entry entry = entries.get(machineId);
            ours = entry != null && entry.account().equals(account);
        }
        if (ours) {
            vanish(machineId);
        }
        end(fault);
    }

    private synchronized boolean remove(String machineId) {
        return entries.remove(machineId) != null;
    }

    private Optional<Fault> begin(Call call) {
        Optional<Fault> fault;
        synchronized (this) {
            calls.merge(call, 1, Integer::sum);
            Fault scripted = once.getOrDefault(call, new ArrayDeque<>()).poll();
            fault = Optional.ofNullable(scripted != null ? scripted : always.get(call));
        }
        fault.ifPresent(InMemoryCloud::before);
        return fault;
    }

    private static void before(Fault fault) {
        try {
            switch (fault) {
                case Fault.Refused refused -> {
                    refused.failure().fillInStackTrace();
                    throw refused.failure();
                }
                case Fault.RequestLost _ -> throw CloudException.lost("connection reset", null);
                case Fault.Slow slow -> TimeUnit.NANOSECONDS.sleep(slow.time().toNanos());
                case Fault.Held held -> held.latch().await();
                case Fault.AnswerLost _ -> {
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CloudException.lost("interrupted", e);
        }
    }

    private static void end(Optional<Fault> fault) {
        if (fault.isPresent() && fault.get() instanceof Fault.AnswerLost) {
            throw CloudException.lost("connection reset", null);
        }
    }
}
