package io.headrace.plan;

import io.headrace.model.Change;
import io.headrace.model.Instance;
import io.headrace.model.Intent;
import io.headrace.model.Proposal;
import io.headrace.model.RunState;
import io.headrace.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A simulated world around one run: a cloud that may fail or lose its answer, machines that die, agents that come and
 * run steps in their own time, people who push and abort. Every choice comes from one seed.
 */
final class World {

    /** Sees every change: the run before and after it. */
    interface Witness {

        void saw(RunState before, Change change, boolean planned);
    }

    private static final int COMMIT = 80;
    private static final Duration[] TIMES = {Duration.ofSeconds(1), Duration.ofSeconds(31), Duration.ofSeconds(61),
        Duration.ofMinutes(5), Duration.ofMinutes(31), Duration.ofMinutes(61)};

    /** Machines that exist, by the id of their instance. */
    final Map<String, String> machines = new TreeMap<>();
    /** Machines that do not run, and those that somebody changed. */
    final Set<String> stopped = new TreeSet<>();
    final Set<String> changed = new TreeSet<>();
    final List<String> log = new ArrayList<>();
    RunState state = RunState.fresh(Scene.LAMP);
    Instant now = Scene.START;

    private final SplittableRandom random;
    private final Witness witness;
    private final List<Function<RunState, Change>> facts = new ArrayList<>();
    private int commits;

    World(long seed, Witness witness) {
        this.random = new SplittableRandom(seed);
        this.witness = witness;
    }

    /** Something happens; then, mostly, the run is planned. */
    void event() {
        int kind = commits == 0 ? COMMIT : random.nextInt(100);
        if (kind < 34) {
            call();
        } else if (kind < 62) {
            agent();
        } else if (kind < 72) {
            observe();
        } else if (kind <= COMMIT) {
            commit();
        } else if (kind < 84) {
            boolean person = random.nextBoolean();
            act("abort " + person, run -> person
                    ? Attempts.abort(run, "enough", Scene.ALICE, now)
                    : Attempts.abort(run, "enough", now));
        } else if (kind < 87) {
            act("rerun", run -> Attempts.rerun(run, Scene.ALICE, now));
        } else if (kind < 88) {
            act("resume", run -> Attempts.resume(run, Scene.ALICE, now));
        } else if (kind < 90) {
            pick(state.instances()).ifPresent(one -> {
                Map<String, SortedMap<String, String>> values = Map.of(one.id(),
                        new TreeMap<>(Map.of("x", "" + random.nextInt(3))));
                act("rewired " + values, run -> Facts.rewired(run, values));
            });
        } else if (kind < 93) {
            Duration time = TIMES[random.nextInt(TIMES.length)];
            log.add("pass " + time);
            now = now.plus(time);
        } else if (kind < 96) {
            drift();
        } else if (!facts.isEmpty()) {
            act("again", facts.get(random.nextInt(facts.size())));
        }
        if (random.nextInt(4) > 0) {
            plan();
        }
    }

    /** Something happens outside, or somebody sees it or applies a plan against it. */
    void drift() {
        Optional<Instance> some = pick(
                state.instances().stream().filter(one -> machines.containsKey(one.id())).toList());
        int kind = random.nextInt(9);
        some.ifPresent(one -> {
            switch (kind) {
                case 0, 1 -> {
                    log.add("die " + one.id());
                    machines.remove(one.id());
                }
                case 2 -> {
                    log.add("stop " + one.id());
                    stopped.add(one.id());
                }
                case 3 -> {
                    log.add("change " + one.id());
                    changed.add(one.id());
                }
                case 4 -> {
                    Silence silence = new Silence(restartable(one), random.nextBoolean() ? null : "so are many");
                    fact("silent " + one.id(),
                            run -> Facts.silent(run, one.slot(), one.generation(), silence, now));
                }
                case 5 -> fact("doubted " + one.id(),
                        run -> Facts.doubted(run, one.slot(), one.generation(), "not seen again"));
                case 6 -> {
                    observe(one);
                    now = now.plusSeconds(1);
                    observe(one);
                }
                default -> propose(random.nextInt(4) > 0);
            }
        });
    }

    /** Somebody applies the plan that they see, or one of before. */
    void propose(boolean seen) {
        Proposal proposal = state.proposal();
        String hash = seen && proposal != null ? proposal.hash() : "0123456789abcdef";
        act("apply " + hash, run -> Proposals.apply(run, hash, "bob", now));
    }

    private static boolean restartable(Instance one) {
        return one.generation() % 2 == 1;
    }

    void plan() {
        apply(run -> Planner.advance(run, now), true);
    }

    void commit() {
        commits++;
        String id = "%07d".formatted(commits);
        int choice = random.nextInt(Variants.ALL.size() + 2);
        if (choice >= Variants.ALL.size()) {
            act("remove", run -> Attempts.remove(run, id, Scene.ALICE, now));
        } else {
            act("declare " + choice,
                    run -> Attempts.declare(run, Variants.ALL.get(choice), id, Scene.ALICE, now));
        }
    }

    /** One call to the cloud of one that is open. */
    private void call() {
        pick(state.instances().stream().filter(one -> open(one, now)).toList()).ifPresent(one -> {
            Intent intent = one.intent();
            if (intent != null && intent.verb() == Intent.Verb.CREATE) {
                create(one, random.nextInt(10));
            } else if (intent != null && intent.verb() == Intent.Verb.START) {
                start(one, random.nextInt(10));
            } else {
                delete(one, random.nextInt(10));
            }
        });
    }

    static boolean open(Instance one, Instant now) {
        Intent intent = one.intent();
        return intent != null && !intent.notBefore().isAfter(now);
    }

    /** The create of an instance: 0 to 6 succeed, then an answer that is lost, two kinds of failure. */
    void create(Instance one, int outcome) {
        fact("requested " + one.id(),
                run -> Facts.requested(run, one.slot(), one.generation(), "request of " + one.id()));
        boolean allowed = state.instance(one.slot(), one.generation()).filter(Machines::inFlight).isPresent();
        if (!allowed) {
            return;
        }
        Instant later = now.plusSeconds(random.nextInt(20));
        if (outcome < 8) {
            machines.putIfAbsent(one.id(), "i-" + one.id());
        }
        if (outcome < 7) {
            fact("created " + one.id(),
                    run -> Facts.created(run, one.slot(), one.generation(), "i-" + one.id(), "10.0.0.1"));
        } else if (outcome == 7 || machines.containsKey(one.id())) {
            fact("postponed " + one.id(),
                    run -> Facts.postponed(run, one.slot(), one.generation(), "outcome unknown", later));
        } else {
            fact("failed " + one.id(),
                    run -> Facts.failed(run, one.slot(), one.generation(), "no more", outcome == 8, later));
        }
    }

    /** The start of a machine that stopped; one that is not there cannot be started. */
    void start(Instance one, int outcome) {
        if (outcome < 8 && machines.containsKey(one.id())) {
            stopped.remove(one.id());
        }
        if (outcome < 7 && machines.containsKey(one.id())) {
            fact("restarted " + one.id(), run -> Facts.started(run, one.slot(), one.generation(), now));
        } else if (outcome < 9) {
            Instant later = now.plusSeconds(random.nextInt(20));
            fact("postponed " + one.id(),
                    run -> Facts.postponed(run, one.slot(), one.generation(), "unavailable", later));
        } else {
            fact("failed " + one.id(),
                    run -> Facts.failed(run, one.slot(), one.generation(), "no such machine", false, now));
        }
    }

    private void delete(Instance one, int outcome) {
        Instant later = now.plusSeconds(random.nextInt(20));
        if (outcome < 8) {
            machines.remove(one.id());
        }
        if (outcome < 7) {
            fact("deleted " + one.id(), run -> Facts.deleted(run, one.slot(), one.generation()));
        } else if (outcome < 9) {
            fact("postponed " + one.id(),
                    run -> Facts.postponed(run, one.slot(), one.generation(), "unavailable", later));
        } else {
            fact("failed " + one.id(),
                    run -> Facts.failed(run, one.slot(), one.generation(), "denied", false, later));
        }
    }

    boolean running(Instance one) {
        return machines.containsKey(one.id()) && !stopped.contains(one.id());
    }

    /** The agent of one machine does the next thing. */
    private void agent() {
        pick(state.instances().stream().filter(this::running).toList()).ifPresent(one -> {
            Optional<Step> open = one.steps().stream().filter(Step::open).findFirst();
            int choice = random.nextInt(12);
            if (!one.bound()) {
                fact("bound " + one.id(), run -> Facts.bound(run, one.slot(), one.generation(), now));
            } else if (choice == 0) {
                fact("heard " + one.id(), run -> Facts.heard(run, one.slot(), one.generation(), now));
            } else if (choice == 1) {
                fact("displayed " + one.id(), run -> Facts.displayed(run, one.slot(), one.generation(), "hello"));
            } else if (open.isPresent()) {
                step(one, open.get(), choice);
            }
        });
    }

    private void step(Instance one, Step step, int choice) {
        if (choice < 4 && step.status() == Step.Status.WAITING) {
            fact("started " + step.id(), run -> Facts.stepStarted(run, one.slot(), one.generation(), step.id()));
        } else {
            int code = step.status() == Step.Status.ENDING ? 143 : choice == 11 ? 3 : 0;
            exit(one, step, code);
        }
    }

    void exit(Instance one, Step step, int code) {
        fact("exited " + step.id() + " " + code,
                run -> Facts.stepExited(run, one.slot(), one.generation(), step.id(), code, "last line"));
    }

    private void observe() {
        pick(state.instances()).ifPresent(this::observe);
    }

    void observe(Instance one) {
        Sighting sighting = !machines.containsKey(one.id())
                ? Sighting.absent(Instant.EPOCH)
                : stopped.contains(one.id())
                        ? Sighting.stopped(restartable(one), Instant.EPOCH)
                        : changed.contains(one.id())
                                ? Sighting.changed("it has 2 cpu", Instant.EPOCH)
                                : Sighting.well(null);
        Instant at = now;
        fact("observed " + one.id() + " " + sighting.drift(),
                run -> Facts.observed(run, one.slot(), one.generation(), sighting, at));
    }

    /** Something that may come again at any time; the answer to a call comes once, from the one who called. */
    private void fact(String what, Function<RunState, Change> fact) {
        if (!what.startsWith("failed") && !what.startsWith("postponed")) {
            facts.add(fact);
        }
        act(what, fact);
    }

    void act(String what, Function<RunState, Change> act) {
        log.add(what);
        apply(act, false);
    }

    private void apply(Function<RunState, Change> act, boolean planned) {
        RunState before = state;
        Change change = act.apply(before);
        state = change.state();
        witness.saw(before, change, planned);
        Change again = act.apply(state);
        if (!Change.silent(state).equals(again) && !repeatable(change)) {
            throw new AssertionError("not the same when applied twice: " + last() + "\nonce  " + change + "\ntwice "
                    + again);
        }
    }

    /** A re-run asked for twice is two re-runs; everything else is the same twice. */
    private static boolean repeatable(Change change) {
        return change.entries().stream().anyMatch(entry -> entry.type().equals("attempt.opened"));
    }

    private String last() {
        return log.isEmpty() ? "" : log.getLast();
    }

    private <T> Optional<T> pick(List<T> some) {
        return some.isEmpty() ? Optional.empty() : Optional.of(some.get(random.nextInt(some.size())));
    }

    /** The story so far and what became of it, for messages. */
    @Override
    public String toString() {
        return String.join("\n", log) + "\n" + state.attempt() + "\n" + state.instances()
                .stream()
                .map(
                        Object::toString)
                .collect(Collectors.joining("\n")) + "\n" + machines;
    }
}
