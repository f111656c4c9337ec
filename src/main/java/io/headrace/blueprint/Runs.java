package io.headrace.blueprint;

import io.headrace.blueprint.Application.Part;
import io.headrace.blueprint.Blueprint.RunBlueprint;
import io.headrace.blueprint.Blueprint.RunDefaults;
import io.headrace.blueprint.Blueprint.RunNode;
import io.headrace.model.Declaration;
import io.headrace.model.Input;
import io.headrace.model.Known;
import io.headrace.model.Node;
import io.headrace.model.Policy;
import io.headrace.model.Policy.Drift;
import io.headrace.model.Policy.Keep;
import io.headrace.model.Policy.OnFailure;
import io.headrace.model.Policy.Strategy;
import io.headrace.model.Site;
import io.headrace.model.Software;
import io.headrace.model.Software.Output;
import io.headrace.model.Template;
import io.headrace.yaml.Located;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Resolves the runs of a commit to declarations. */
final class Runs {

    private static final Duration DEADLINE = Duration.ofMinutes(30);

    private final Projects projects;
    private final Components components;
    private final Applications applications;
    private final Sites sites;
    private final Clouds clouds;
    private final Unread unread;
    private final Report report;
    private final SortedMap<String, Declaration> declarations = new TreeMap<>();
    private final Map<String, String> scripts = new HashMap<>();

    Runs(Projects projects, Components components, Applications applications, Clouds clouds, Sites sites,
            Unread unread, Report report) {
        this.projects = projects;
        this.components = components;
        this.applications = applications;
        this.clouds = clouds;
        this.sites = sites;
        this.unread = unread;
        this.report = report;
    }

    SortedMap<String, Declaration> declarations() {
        return declarations;
    }

    /** The scripts of all runs by their SHA-256. */
    Map<String, String> scripts() {
        return scripts;
    }

    void add(Declared<RunBlueprint> run) {
        application(run).ifPresent(application -> declarations.put(run.fullName(), declaration(run, application)));
    }

    private Optional<Application> application(Declared<RunBlueprint> run) {
        Located<String> name = run.blueprint().target();
        if (name == null) {
            return Optional.empty();
        }
        boolean single = run.blueprint().single();
        Namespace<?> names = single ? components.names() : applications.names();
        if (names.find(run.project(), name.value()).isEmpty() && !unread.mayDeclare(name.value())) {
            report.error(run.path(), name.at(), run.what() + " uses unknown " + (single ? "component " : "application ")
                    + Known.quote(name.value()) + "; " + Known.hint(name.value(), names.visible(run.project())));
        }
        return single
                ? components.names()
                        .find(run.project(), name.value())
                        .flatMap(components::get)
                        .map(component -> Applications.single(component, run.path()))
                : applications.names().find(run.project(), name.value()).flatMap(applications::get);
    }

    private Declaration declaration(Declared<RunBlueprint> run, Application application) {
        RunBlueprint blueprint = run.blueprint();
        Map<String, RunNode> said = new HashMap<>();
        for (RunNode node : blueprint.nodes()) {
            said.put(node.name(), node);
            if (application.part(node.name()).isEmpty()) {
                report.error(run.path(), node.at(), run.what() + " speaks of unknown node " + Known.quote(node.name())
                        + " of " + application.what() + "; " + Known.hint(node.name(), application.nodeNames()));
            }
        }
        RunDefaults policy = blueprint.policy().over(projects.defaults(run.project()));
        RunInputs inputs = new RunInputs(run, application, report);
        List<Node> nodes = new ArrayList<>();
        for (Part part : application.nodes()) {
            Optional<RunNode> own = Optional.ofNullable(said.get(part.name()));
            nodes.add(node(part, own, inputs.of(part, own), sites(run, application, part, own, policy)));
        }
        nodes.sort(Comparator.comparing(Node::name));
        SortedMap<String, Template> outputs = new TreeMap<>();
        application.outputs().forEach((name, text) -> outputs.put(name, inputs.output(name, text.value())));
        Policy whole = policy(blueprint, policy);
        return new Declaration(run.fullName(), application.fullName(), nodes, outputs, whole,
                Hashed.declaration(nodes, outputs, whole));
    }

    private List<Site> sites(Declared<RunBlueprint> run, Application application, Part part, Optional<RunNode> own,
            RunDefaults policy) {
        List<Located<String>> named = own.map(RunNode::clouds).orElse(List.of());
        if (named.isEmpty() && policy.clouds().isEmpty()) {
            String known = String.join(", ", clouds.visible(run.project()));
            report.error(run.path(), run.at(), run.what() + " does not say where: give spec.cloud a name; "
                    + (known.isEmpty() ? "no Cloud is declared" : "known: " + known));
        }
        boolean ownNames = !named.isEmpty() || !run.blueprint().policy().clouds().isEmpty();
        return sites.of(run, application, part, named.isEmpty() ? policy.clouds() : named, ownNames);
    }

    private Node node(Part part, Optional<RunNode> own, List<Input> inputs, List<Site> where) {
        Component component = part.component();
        scripts.putAll(component.scripts());
        List<Output> outputs = component.parameters()
                .outputs()
                .values()
                .stream()
                .map(output -> new Output(output.name(), output.isSecret()))
                .sorted(Comparator.comparing(Output::name))
                .toList();
        Software software = new Software(component.recipes(), inputs, outputs,
                Hashed.software(component.recipes(), inputs));
        Integer said = own.map(RunNode::replicas).orElse(part.node().replicas());
        List<String> dependsOn = part.node().dependsOn().stream().map(Located::value).distinct().sorted().toList();
        return new Node(part.name(), component.fullName(), Objects.requireNonNullElse(said, 1), where, software,
                dependsOn);
    }

    private static Policy policy(RunBlueprint run, RunDefaults policy) {
        return new Policy(Objects.requireNonNullElse(policy.keep(), Keep.ALWAYS),
                Objects.requireNonNullElse(policy.strategy(), Strategy.IN_PLACE),
                Objects.requireNonNullElse(policy.onFailure(), OnFailure.ROLLBACK),
                Objects.requireNonNullElse(policy.drift(), Drift.HEAL),
                Objects.requireNonNullElse(policy.deadline(), DEADLINE), run.toleratedFailures(), run.protect(),
                run.suspend());
    }
}
