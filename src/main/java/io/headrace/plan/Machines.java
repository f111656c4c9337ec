package io.headrace.plan;

import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Intent;
import io.headrace.model.Node;
import io.headrace.model.RunState;
import io.headrace.model.Site;
import io.headrace.model.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The making of machines: new generations for empty slots, and what becomes of a create. */
final class Machines {

    private static final int TRIES = 3;

    private Machines() {}

    /** Plans a generation for each wanted slot that holds none, and asks for the machines of those planned. */
    static void plan(Draft draft, Instant now) {
        RunState state = draft.state();
        for (Slot slot : state.slots()) {
            Optional<Instance> last = state.instances()
                    .stream()
                    .filter(one -> one.slot().equals(slot))
                    .reduce((one, newer) -> newer);
            boolean vacant = last.isEmpty() || last.get().state() == InstanceState.GONE;
            Optional<Node> node = draft.node(slot);
            if (vacant && node.isPresent() && (draft.mode() == Mode.OPEN || Losses.healing(state, slot))) {
                plan(draft, node.get(), slot, last, now);
            }
        }
    }

    private static void plan(Draft draft, Node node, Slot slot, Optional<Instance> last, Instant now) {
        Map<String, Integer> generations = new TreeMap<>(draft.state().generations());
        int generation = generations.merge(slot.toString(), 1, Integer::sum);
        Site site = last.map(one -> Sites.of(draft.state().key().tenant(), node, one))
                .orElseGet(() -> Sites.of(node, slot));
        draft.change(state -> state.withGenerations(generations));
        Instance planned = Instance.planned(slot, generation, draft.attemptNumber(), site, node.software().hash());
        draft.put(planned);
        draft.put(planned.withState(InstanceState.CREATING)
                .withIntent(new Intent(Intent.Verb.CREATE, 1, null, now, now)));
    }

    /** Forgets instances whose machines were not asked for yet. */
    static void forgetUnasked(Draft draft) {
        for (Instance one : draft.instances()) {
            if (unasked(one)) {
                draft.put(one.withIntent(null).withState(InstanceState.GONE));
            }
        }
    }

    /** Whether nothing was ever sent to a cloud for the instance, or all of it is known to have failed. */
    static boolean unasked(Instance one) {
        Intent intent = one.intent();
        return intent != null && intent.verb() == Intent.Verb.CREATE && intent.request() == null;
    }

    /** Whether a create was, or is about to be, sent of which the outcome is not known. */
    static boolean inFlight(Instance one) {
        Intent intent = one.intent();
        return intent != null && intent.verb() == Intent.Verb.CREATE && intent.request() != null;
    }

    /** The instance, executing if it has both its machine and its agent. */
    static Instance arrived(Instance one) {
        return one.state() == InstanceState.BOOTING && one.bound() ? one.withState(InstanceState.EXECUTING) : one;
    }

    static Instance failed(Instance one, Intent intent, String reason, boolean retry, Instant notBefore) {
        if (intent.verb() == Intent.Verb.DELETE) {
            return one.withIntent(intent.later(notBefore)).withMessage(reason);
        }
        if (intent.verb() == Intent.Verb.START) {
            return one.withIntent(null).withMessage("the machine could not be started again: " + reason);
        }
        if (one.removing()) {
            return one.withIntent(null).withState(InstanceState.GONE);
        }
        if (one.state() == InstanceState.FAILED) {
            return one.withIntent(null);
        }
        if (retry && intent.request() == null) {
            // Nothing was sent in this try, so it is not used up; also when the same failure is told twice.
            return one.withIntent(intent.later(notBefore)).withMessage(reason);
        }
        if (retry && intent.tryNumber() < TRIES) {
            return one.withIntent(intent.again(notBefore)).withMessage(reason);
        }
        return one.withIntent(null)
                .withState(InstanceState.FAILED)
                .withMessage(one.slot() + " could not be created: " + reason);
    }

    /** Instances that nobody is to run any more: their node or index is not wanted, or the run is not declared. */
    static List<Instance> unwanted(Draft draft) {
        RunState state = draft.state();
        return draft.instances()
                .stream()
                .filter(one -> !one.removing() && one.state() != InstanceState.GONE)
                .filter(one -> !state.declared() || !state.slots().contains(one.slot()))
                .toList();
    }
}
