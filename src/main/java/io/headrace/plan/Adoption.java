package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Change;
import io.headrace.model.Cloud;
import io.headrace.model.Declaration;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Node;
import io.headrace.model.Plural;
import io.headrace.model.Policy;
import io.headrace.model.Principal;
import io.headrace.model.RunState;
import io.headrace.model.Site;
import io.headrace.model.Slot;
import io.headrace.model.Step;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Declares a run whose history is lost: its machines, known by their tags, are taken for its instances, and each waits
 * for its agent to tell what it has done. Nothing is made anew that is still there, and a run that may have been done
 * already is left alone.
 */
public final class Adoption {

    /** No attempt of this history: that of an instance which was adopted. */
    private static final int BEFORE = 0;

    private Adoption() {}

    /** A machine with the tags of an instance. */
    public record Found(Slot slot, int generation, Cloud cloud, String machineId, @Nullable String address,
            @Nullable String machineHash) {}

    /**
     * The run with all that was found of it, and an attempt that is open unless the run may be done.
     *
     * @param generations the latest known ones of slots ({@code web.1}): new ones come after them
     */
    public static Change declare(RunState state, Declaration declaration, String commit, Principal principal,
            List<Found> found, Map<String, Integer> generations, Instant now) {
        Draft draft = new Draft(state);
        List<Found> newest = newest(found);
        new Opening(draft, now).declare(declaration, commit, principal);
        draft.change(fresh -> placed(fresh, declaration, newest, generations));
        newest.forEach(one -> draft.put(instance(state.key().tenant(), declaration, one, newest)));
        draft.entry("run.adopted", "", "history was lost; adopted "
                + (newest.isEmpty() ? "nothing" : Plural.of(newest.size(), "machine")));
        boolean whole = newest.stream().map(Found::slot).toList().containsAll(draft.state().slots());
        if (declaration.policy().keep() != Policy.Keep.ALWAYS && !declaration.policy().suspend() && !whole) {
            draft.attempt().filter(Attempt::open).ifPresent(attempt -> Endings.lost(draft, attempt, now));
        }
        return draft.change();
    }

    /** Whether the instance was adopted and its agent has not come yet. */
    public static boolean waits(Instance one) {
        return adopted(one) && !one.bound();
    }

    /** Whether the instance is older than what is known of its run. */
    static boolean adopted(Instance one) {
        return one.attempt() == BEFORE;
    }

    static Instance recalled(Instance one, List<Recollection> told, Instant now) {
        Instance bound = one.withAgent(now, now).withMessage(null);
        if (told.isEmpty()) {
            return Machines.arrived(bound);
        }
        List<Recollection> inOrder = told.stream()
                .sorted(Comparator.comparingInt(each -> Steps.number(each.step())))
                .toList();
        Recollection last = inOrder.getLast();
        List<Step> steps = inOrder.stream().map(Recollection::step).toList();
        Instance next = bound.withSteps(steps, Steps.number(last.step())).withSoftware(last.software(), last.round());
        return Machines.arrived(last.deployed() || last.round().update() ? next.withDeployed() : next);
    }

    /** Of each slot its newest generation, and of that the lowest id: of late doubles one stays, the sweep takes others. */
    private static List<Found> newest(List<Found> found) {
        Map<Slot, Found> slots = new TreeMap<>();
        Comparator<Found> order = Comparator.comparingInt(Found::generation)
                .thenComparing(Found::machineId, Comparator.reverseOrder());
        found.forEach(one -> slots.merge(one.slot(), one, (a, b) -> order.compare(a, b) < 0 ? b : a));
        return List.copyOf(slots.values());
    }

    /** The slots that were found, filled up from below to what is declared. */
    private static RunState placed(RunState state, Declaration declaration, List<Found> found,
            Map<String, Integer> generations) {
        SortedSet<Slot> slots = found.stream().map(Found::slot).collect(Collectors.toCollection(TreeSet::new));
        for (Node node : declaration.nodes()) {
            for (int index = 1; count(slots, node.name()) < node.replicas(); index++) {
                slots.add(new Slot(node.name(), index));
            }
        }
        Map<String, Integer> highest = new TreeMap<>();
        slots.forEach(slot -> highest.merge(slot.node(), slot.index(), Math::max));
        Map<String, Integer> latest = new TreeMap<>(generations);
        found.forEach(one -> latest.merge(one.slot().toString(), one.generation(), Math::max));
        return state.withSlots(slots, highest).withGenerations(latest);
    }

    private static long count(SortedSet<Slot> slots, String node) {
        return slots.stream().filter(slot -> slot.node().equals(node)).count();
    }

    private static Instance instance(String tenant, Declaration declaration, Found one, List<Found> all) {
        Optional<Node> node = declaration.node(one.slot().node());
        String software = node.map(declared -> declared.software().hash()).orElse("");
        Site site = node.map(declared -> site(tenant, declared, one))
                .orElseGet(() -> new Site(one.cloud(), declaration.nodes().getFirst().sites().getFirst().machine(),
                        String.valueOf(one.machineHash())));
        return Instance.planned(one.slot(), one.generation(), BEFORE, site, software)
                .withState(InstanceState.BOOTING)
                .withMachine(one.machineId(), one.address())
                .withPeers(all.stream()
                        .filter(other -> !other.slot().equals(one.slot()))
                        .map(other -> other.slot() + ":" + other.generation())
                        .collect(Collectors.toCollection(TreeSet::new)))
                .withMessage("adopted after history was lost; waiting for its agent to tell what it has done");
    }

    /** The declared site in the account where the machine was found, with the hash of the machine that it is. */
    private static Site site(String tenant, Node node, Found one) {
        Site declared = node.sites()
                .stream()
                .filter(site -> site.cloud().account(tenant).equals(one.cloud().account(tenant)))
                .findFirst()
                .orElseGet(() -> new Site(one.cloud(), node.sites().getFirst().machine(), ""));
        String hash = one.machineHash();
        return new Site(declared.cloud(), declared.machine(), hash == null ? declared.machineHash() : hash);
    }
}
