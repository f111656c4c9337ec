package io.headrace.blueprint;

import io.headrace.blueprint.Blueprint.Header;
import io.headrace.blueprint.Blueprint.ProjectBlueprint;
import io.headrace.blueprint.Blueprint.RunBlueprint;
import io.headrace.blueprint.Blueprint.RunDefaults;
import io.headrace.blueprint.Blueprint.RunNode;
import io.headrace.model.Known;
import io.headrace.model.Policy.Drift;
import io.headrace.model.Policy.Keep;
import io.headrace.model.Policy.OnFailure;
import io.headrace.model.Policy.Strategy;
import io.headrace.yaml.Fields;
import io.headrace.yaml.Located;
import io.headrace.yaml.YamlNode;
import io.headrace.yaml.YamlNode.Mapping;
import io.headrace.yaml.YamlNode.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds the spec of a Run, and of a Project, which gives Runs their defaults. */
final class RunBinder {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int MOST_FAILURES = 10_000;
    private static final Map<String, Keep> KEEP = Map.of("always", Keep.ALWAYS, "on-success", Keep.ON_SUCCESS,
            "on-error", Keep.ON_ERROR, "never", Keep.NEVER);
    private static final Map<String, Optional<Strategy>> STRATEGY = Map.of("in-place", Optional.of(Strategy.IN_PLACE),
            "recreate", Optional.of(Strategy.RECREATE), "rolling", Optional.empty(), "blue-green", Optional.empty());
    private static final Map<String, Drift> DRIFT = Map.of("heal", Drift.HEAL, "propose", Drift.PROPOSE, "observe",
            Drift.OBSERVE);
    private static final Map<String, OnFailure> ON_FAILURE = Map.of("rollback", OnFailure.ROLLBACK, "stop",
            OnFailure.STOP);

    private RunBinder() {}

    static ProjectBlueprint project(Header header, Fields spec) {
        spec.texts("owners");
        Optional<Fields> defaults = spec.fields("defaults");
        RunDefaults bound = defaults.map(RunBinder::defaults).orElse(RunDefaults.NONE);
        defaults.ifPresent(Fields::done);
        return new ProjectBlueprint(header, bound);
    }

    static RunBlueprint run(Header header, Fields spec, Limits limits) {
        Located<String> application = target(spec, "application");
        Located<String> component = target(spec, "component");
        if (spec.has("application") == spec.has("component")) {
            spec.problems()
                    .error(spec.at(), header + " must have "
                            + (spec.has("component")
                                    ? "only one of 'application' and 'component'"
                                    : "an 'application' or a 'component'"));
        }
        List<RunNode> nodes = new ArrayList<>();
        spec.entries("nodes").forEach(entry -> nodes.add(node(entry, spec, limits)));
        Optional<Fields> tolerate = spec.fields("tolerate");
        int tolerated = tolerate.flatMap(one -> one.integer("provisioningFailures", 0, MOST_FAILURES))
                .map(Located::value)
                .orElse(0);
        tolerate.ifPresent(Fields::done);
        return new RunBlueprint(header, application != null ? application : component, application == null,
                nodes, InterfaceBinder.values(spec, "inputs"), defaults(spec), tolerated,
                spec.flag("protect", false), spec.flag("suspend", false));
    }

    private static @Nullable Located<String> target(Fields spec, String key) {
        if (spec.node(key).orElse(null) instanceof Mapping elsewhere) {
            spec.problems()
                    .error(elsewhere.at(), spec.subject(key)
                            + " from another repository is not yet supported; give the name of one in this repository");
            return null;
        }
        return spec.text(key).filter(text -> Binder.label(text, spec)).orElse(null);
    }

    private static RunNode node(YamlNode.Entry entry, Fields spec, Limits limits) {
        String name = entry.key().text();
        Fields fields = Fields.of(entry.value(), "node " + Known.quote(name), spec.problems());
        Integer replicas = ApplicationBinder.replicas(fields, limits);
        RunNode node = new RunNode(name, entry.key().at(), replicas, clouds(fields),
                InterfaceBinder.values(fields, "inputs"));
        fields.done();
        return node;
    }

    private static RunDefaults defaults(Fields fields) {
        List<Located<String>> clouds = clouds(fields);
        Keep keep = fields.choice("keep", KEEP).map(Located::value).orElse(null);
        Optional<Fields> how = fields.fields("strategy");
        Strategy strategy = how.flatMap(one -> supported(one, "type", STRATEGY)).orElse(null);
        OnFailure onFailure = how.flatMap(one -> one.choice("onFailure", ON_FAILURE)).map(Located::value).orElse(null);
        how.ifPresent(Fields::done);
        Drift drift = fields.choice("drift", DRIFT).map(Located::value).orElse(null);
        Duration deadline = fields.duration("deadline", SHORTEST, LONGEST).map(Located::value).orElse(null);
        return new RunDefaults(clouds, keep, strategy, onFailure, drift, deadline);
    }

    private static <T> Optional<T> supported(Fields fields, String key, Map<String, Optional<T>> choices) {
        Optional<Located<Optional<T>>> choice = fields.choice(key, choices);
        choice.filter(one -> one.value().isEmpty()).ifPresent(one -> {
            String word = fields.text(key).map(Located::value).orElse(key);
            List<String> now = choices.entrySet()
                    .stream()
                    .filter(other -> other.getValue().isPresent())
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            fields.problems()
                    .error(one.at(), fields.subject(key) + " cannot be '" + word + "': not yet supported; known: "
                            + String.join(", ", now));
        });
        return choice.flatMap(Located::value);
    }

    /** One name of a cloud, or several. */
    private static List<Located<String>> clouds(Fields fields) {
        List<Located<String>> clouds = switch (fields.node("cloud").orElse(null)) {
            case null -> List.of();
            case Sequence list -> {
                if (list.items().isEmpty()) {
                    fields.problems().error(list.at(), fields.subject("cloud") + " names no cloud; name at least one");
                }
                yield fields.texts("cloud");
            }
            case Mapping policy -> {
                fields.problems()
                        .error(policy.at(), fields.subject("cloud") + " as a policy is not yet supported; name clouds");
                yield List.of();
            }
            case YamlNode.Scalar _ -> fields.text("cloud").stream().toList();
        };
        return clouds.stream().filter(text -> Binder.label(text, fields)).toList();
    }
}
