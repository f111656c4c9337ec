package io.headrace.plan;

import io.headrace.model.Change;
import io.headrace.model.Drift;
import io.headrace.model.Instance;
import io.headrace.model.Policy;
import io.headrace.model.Proposal;
import io.headrace.model.RunState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Plans against drift for runs that want to be asked first: made anew with each look, applied as they are or not at all. */
public final class Proposals {

    private Proposals() {}

    /** The plan for what is known now; empty when there is nothing to do, or nobody has to be asked. */
    public static Optional<Proposal> of(RunState state, Instant now) {
        if (Losses.policyNow(state).filter(policy -> policy == Policy.Drift.PROPOSE).isEmpty()) {
            return Optional.empty();
        }
        List<Proposal.Action> actions = new ArrayList<>();
        for (Instance one : state.instances()) {
            Drift drift = one.drift();
            if (drift != null) {
                Losses.remedy(state, one, now)
                        .ifPresent(remedy -> actions
                                .add(new Proposal.Action(remedy, one.slot(), one.generation(), drift.message())));
            }
        }
        return actions.isEmpty() ? Optional.empty() : Optional.of(new Proposal(hash(state, actions), actions));
    }

    /** Carries out the plan with that hash, all of it; nothing when it is not the plan for what is known now. */
    public static Change apply(RunState state, String hash, String by, Instant now) {
        Draft draft = new Draft(state);
        of(state, now).filter(plan -> plan.hash().equals(hash)).ifPresent(plan -> {
            draft.entry("drift.applied", "", "plan " + hash + " by " + by);
            for (Proposal.Action action : plan.actions()) {
                state.instance(action.slot(), action.generation())
                        .ifPresent(one -> Losses.apply(draft, one, action.remedy(), now));
            }
            draft.change(run -> run.withProposal(null));
        });
        return draft.change();
    }

    /** Keeps the plan with the run, so that all who look see the same. */
    static void keep(Draft draft, Instant now) {
        Proposal before = draft.state().proposal();
        Proposal next = of(draft.state(), now).orElse(null);
        draft.change(state -> state.withProposal(next));
        if (next != null && !next.equals(before)) {
            draft.entry("drift.proposed", "", "plan " + next.hash() + ": " + text(next));
        }
    }

    /** {@code restart web.1:1; replace web.2:3}. */
    static String text(Proposal proposal) {
        return proposal.actions()
                .stream()
                .map(action -> action.remedy().name().toLowerCase(Locale.ROOT) + " " + action.instance())
                .collect(Collectors.joining("; "));
    }

    private static String hash(RunState state, List<Proposal.Action> actions) {
        String whole = state.key() + " " + (state.attempt() == null ? 0 : state.attempt().number()) + actions;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
