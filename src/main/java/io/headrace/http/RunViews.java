package io.headrace.http;

import io.headrace.http.RunView.ConditionView;
import io.headrace.http.RunView.InstanceView;
import io.headrace.http.RunView.NodeView;
import io.headrace.model.Attempt;
import io.headrace.model.Condition;
import io.headrace.model.Declaration;
import io.headrace.model.Instance;
import io.headrace.model.Links;
import io.headrace.model.Node;
import io.headrace.model.RunState;
import io.headrace.plan.Drifts;
import io.headrace.store.RunRow;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives runs the form that clients rely on. */
final class RunViews {

    private final Links links;
    private final Function<RunState, Map<String, String>> outputs;

    RunViews(Links links, Function<RunState, Map<String, String>> outputs) {
        this.links = links;
        this.outputs = outputs;
    }

    RunView row(RunRow row, RunState state) {
        return row(row, inForce(state), outputs.apply(state));
    }

    /** Without what only the whole state tells: {@code inForce} and {@code outputs}. */
    RunView row(RunRow row) {
        return row(row, null, Map.of());
    }

    private RunView row(RunRow row, @Nullable String inForce, Map<String, String> values) {
        return new RunView(row.key().tenant(), row.key().repository(), row.key().name(), row.commit(), inForce,
                row.phase().toString(), conditions(row.conditions()),
                new RunView.Instances(row.desired(), row.ready()), values, links.run(row.key()), row.updatedAt(), null);
    }

    RunView detail(RunRow row, RunState state) {
        RunView one = row(row, state);
        return new RunView(one.tenant(), one.repository(), one.name(), one.commit(), one.inForce(), one.phase(),
                one.conditions(), one.instances(), one.outputs(), one.url(), one.updatedAt(), nodes(state));
    }

    private static @Nullable String inForce(RunState state) {
        Attempt attempt = state.attempt();
        Attempt.Rollback rollback = attempt == null ? null : attempt.rollback();
        return rollback != null ? rollback.commit() : attempt == null ? null : attempt.commit();
    }

    private static List<ConditionView> conditions(List<Condition> conditions) {
        return conditions.stream()
                .map(one -> new ConditionView(one.type().toString(), one.status(), one.reason(), one.message()))
                .toList();
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
                                .map(one -> instance(state, one))
                                .toList()))
                .toList();
    }

    private static InstanceView instance(RunState state, Instance one) {
        boolean drifted = !one.removing() && Drifts.kind(one).isPresent();
        return new InstanceView(one.slot().toString(), Views.word(one.state()), one.generation(),
                one.site().cloud().name(), one.address(), one.machineId(),
                drifted ? Drifts.text(state, one) : one.message());
    }
}
