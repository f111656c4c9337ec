package io.headrace.blueprint;

import io.headrace.model.Cloud.AddressKind;
import io.headrace.model.Known;
import io.headrace.model.MachineSpec.Ingress;
import io.headrace.model.Policy.Drift;
import io.headrace.model.Policy.Keep;
import io.headrace.model.Policy.OnFailure;
import io.headrace.model.Policy.Strategy;
import io.headrace.yaml.Located;
import io.headrace.yaml.Position;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** One document as it was written, its references not yet followed; positions are those of its file. */
sealed interface Blueprint {

    Header header();

    /** What every blueprint has; {@code at} is where its name stands. */
    record Header(Kind kind, String name, Position at) {

        @Override
        public String toString() {
            return kind + " " + Known.quote(name);
        }
    }

    /** Makes its folder a project. */
    record ProjectBlueprint(Header header, RunDefaults defaults) implements Blueprint {}

    /** One account on one cloud. */
    record CloudBlueprint(Header header, @Nullable Located<String> connector, @Nullable String endpoint,
            @Nullable String region, @Nullable String credential, @Nullable String agentUrl, AddressKind address,
            SortedMap<String, Located<String>> options, @Nullable Integer instances,
            @Nullable Integer concurrentRequests) implements Blueprint {}

    /** How one kind of machine is made. */
    record ComponentBlueprint(Header header, @Nullable Located<String> parent, SortedMap<String, String> images,
            SortedMap<String, String> offers, Resources resources, List<Ingress> ingress, Interface parameters,
            List<RecipeSource> recipes, List<String> packages,
            SortedMap<String, Located<String>> options) implements Blueprint {}

    /** Named nodes and their wiring. */
    record ApplicationBlueprint(Header header, Interface parameters, List<NodeBlueprint> nodes,
            SortedMap<String, Located<String>> outputs) implements Blueprint {}

    /** A declared run. {@code target} is the application, or the component when {@code single}. */
    record RunBlueprint(Header header, @Nullable Located<String> target, boolean single,
            List<RunNode> nodes, SortedMap<String, Value> inputs, RunDefaults policy, int toleratedFailures,
            boolean protect, boolean suspend) implements Blueprint {}

    /** Sizes that a component wants. */
    record Resources(@Nullable Integer cpu, @Nullable Integer memoryMiB, @Nullable Integer diskMiB) {

        /** These, where they say nothing the parent's. */
        Resources over(Resources parent) {
            return new Resources(cpu == null ? parent.cpu : cpu, memoryMiB == null ? parent.memoryMiB : memoryMiB,
                    diskMiB == null ? parent.diskMiB : diskMiB);
        }
    }

    /** One node of an application. */
    record NodeBlueprint(String name, Position at, @Nullable Located<String> component, @Nullable Integer replicas,
            SortedMap<String, Value> inputs, List<Located<String>> dependsOn,
            SortedMap<String, Located<String>> options) {}

    /** What a run says of one node. */
    record RunNode(String name, Position at, @Nullable Integer replicas, List<Located<String>> clouds,
            SortedMap<String, Value> inputs) {}

    /** What a Run says, or else the projects around it. */
    record RunDefaults(List<Located<String>> clouds, @Nullable Keep keep, @Nullable Strategy strategy,
            @Nullable OnFailure onFailure, @Nullable Drift drift, @Nullable Duration deadline) {

        static final RunDefaults NONE = new RunDefaults(List.of(), null, null, null, null, null);

        RunDefaults over(RunDefaults around) {
            return new RunDefaults(clouds.isEmpty() ? around.clouds : clouds, keep == null ? around.keep : keep,
                    strategy == null ? around.strategy : strategy,
                    onFailure == null ? around.onFailure : onFailure, drift == null ? around.drift : drift,
                    deadline == null ? around.deadline : deadline);
        }
    }
}
