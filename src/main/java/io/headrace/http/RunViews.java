package io.headrace.http;

import io.headrace.http.RunView.ConditionView;
import io.headrace.http.RunView.InstanceView;
import io.headrace.http.RunView.NodeView;
import io.headrace.model.Attempt;
import io.headrace.model.Condition;
import io.headrace.model.Declaration;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Links;
import io.headrace.model.Node;
import io.headrace.model.RunState;
import io.headrace.plan.Conditions;
import io.headrace.plan.Phases;
import io.headrace.store.RunRow;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Gives runs the form that clients rely on. */
final class RunViews {

    private final Links links;
    private final Function<RunState, Map<String, String>> outputs;

    RunViews(Links links, Function<RunState, Map<String, String>> outputs) {
        this.links = links;
        this.outputs = outputs;
    }

    RunView row(RunRow row, RunState state) {
        return new RunView(row.key().tenant(), row.key().repository(), row.key().name(), row.commit(),
                row.phase().toString(), conditions(row.conditions()),
                new RunView.Instances(row.desired(), row.ready()), outputs.apply(state), links.run(row.key()), null);
    }

    RunView detail(RunState state) {
        Attempt attempt = state.attempt();
        return new RunView(state.key().tenant(), state.key().repository(), state.key().name(),
                attempt == null ? null : attempt.commit(), Phases.phase(state).toString(),
                conditions(Conditions.of(state)), instances(state), outputs.apply(state), links.run(state.key()),
                nodes(state));
    }

    private static List<ConditionView> conditions(List<Condition> conditions) {
        return conditions.stream()
                .map(one -> new ConditionView(one.type().toString(), one.status(), one.reason(), one.message()))
                .toList();
    }

    private static RunView.Instances instances(RunState state) {
        Declaration declaration = state.declaration();
        int desired = declaration == null || !state.declared() || state.cleanUp() ? 0 : declaration.replicas();
        int ready = (int) state.instances()
                .stream()
                .filter(one -> one.state() == InstanceState.READY && !one.removing())
                .count();
        return new RunView.Instances(desired, ready);
    }

    /** The declared nodes in their order, then those that only still have instances. */
    private static List<NodeView> nodes(RunState state) {
        Set<String> names = new LinkedHashSet<>();
        Declaration declaration = state.declaration();
        if (declaration != null) {
            declaration.nodes().stream().map(Node::name).forEach(names::add);
        }
        state.instances().forEach(one -> names.add(one.slot().node()));
        return names.stream()
                .map(name -> new NodeView(name,
                        state.instances()
                                .stream()
                                .filter(one -> one.slot().node().equals(name))
                                .map(RunViews::instance)
                                .toList()))
                .toList();
    }

    private static InstanceView instance(Instance one) {
        return new InstanceView(one.slot().toString(), Views.word(one.state()), one.generation(),
                one.site().cloud().name(), one.address(), one.machineId(), one.message());
    }
}
