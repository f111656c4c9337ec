package io.headrace.reconcile;

import io.headrace.model.Instance;
import io.headrace.model.RunState;
import io.headrace.model.Wake;

/** Sets off what a stored state says is open; repeating it is harmless. */
final class Effects {

    private final Roster roster;
    private final Intents intents;
    private final GoodCommits good;
    private final Agents agents;
    private final Wake wake;

    Effects(Roster roster, Intents intents, GoodCommits good, Agents agents, Wake wake) {
        this.roster = roster;
        this.intents = intents;
        this.good = good;
        this.agents = agents;
        this.wake = wake;
    }

    void of(RunState state) {
        roster.keep(state);
        good.hold(state);
        intents.perform(state);
        for (Instance instance : state.instances()) {
            if (instance.bound() && instance.hasOpenSteps()) {
                wake.agent(state.key().instance(instance.slot(), instance.generation()));
            }
        }
        agents.looked(state);
    }
}
