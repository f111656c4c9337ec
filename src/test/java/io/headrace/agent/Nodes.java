package io.headrace.agent;

import io.headrace.model.Cloud;
import io.headrace.model.Declaration;
import io.headrace.model.Input;
import io.headrace.model.Input.InputType;
import io.headrace.model.MachineSpec;
import io.headrace.model.Node;
import io.headrace.model.Policy;
import io.headrace.model.Recipe;
import io.headrace.model.RecipeStep;
import io.headrace.model.Site;
import io.headrace.model.Software;
import io.headrace.model.Software.Output;
import io.headrace.model.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds the declaration of a run with its scripts: {@code new Nodes().node("web", 2).recipe(DEPLOY, "...")}. */
final class Nodes {

    private static final Policy POLICY = new Policy(Policy.Keep.ALWAYS, Policy.Strategy.IN_PLACE,
            Policy.OnFailure.ROLLBACK,
            Policy.Drift.HEAL,
            Duration.ofMinutes(30), 0, false, false);

    final Map<String, String> scripts = new LinkedHashMap<>();
    private final Map<String, One> nodes = new LinkedHashMap<>();
    private final TreeMap<String, Template> outputs = new TreeMap<>();
    private One last = new One("none", 0);

    private static final class One {
        final String name;
        final int replicas;
        final List<Recipe> recipes = new ArrayList<>();
        final List<Input> inputs = new ArrayList<>();
        final List<Output> outputs = new ArrayList<>();

        One(String name, int replicas) {
            this.name = name;
            this.replicas = replicas;
        }
    }

    Nodes node(String name, int replicas) {
        last = new One(name, replicas);
        nodes.put(name, last);
        return this;
    }

    /** A recipe of the last node; {@code #!/bin/sh} is put before it. */
    Nodes recipe(RecipeStep step, String script) {
        String id = "%064x".formatted(scripts.size() + 1);
        scripts.put(id, "#!/bin/sh\n" + script + "\n");
        last.recipes.add(new Recipe(step, last.name, id));
        return this;
    }

    Nodes input(String name, String template) {
        last.inputs.add(new Input(name, InputType.STRING, new Template(template), null));
        return this;
    }

    Nodes secretInput(String name, String secret) {
        last.inputs.add(new Input(name, InputType.SECRET, null, secret));
        return this;
    }

    Nodes outputs(String... names) {
        for (String name : names) {
            last.outputs.add(new Output(name, false));
        }
        return this;
    }

    Nodes secretOutput(String name) {
        last.outputs.add(new Output(name, true));
        return this;
    }

    Nodes runOutput(String name, String template) {
        outputs.put(name, new Template(template));
        return this;
    }

    Declaration declaration() {
        Cloud cloud = new Cloud("local", "local", null, null, null, null, Cloud.AddressKind.PRIVATE, "{}", null, null);
        Site site = new Site(cloud, new MachineSpec(null, null, null, null, null, List.of(), "{}"), "h1:m");
        List<Node> all = nodes.values()
                .stream()
                .map(one -> new Node(one.name, one.name, one.replicas, List.of(site), new Software(
                        one.recipes.stream().sorted(java.util.Comparator.comparing(Recipe::step)).toList(),
                        one.inputs, one.outputs, "h1:s" + one.recipes.hashCode()), List.of()))
                .toList();
        return new Declaration("lamp", "lamp", all, outputs, POLICY, "h1:" + all.hashCode());
    }
}
