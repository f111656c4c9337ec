package io.headrace.agent;

import io.headrace.model.Instance;
import io.headrace.model.InstanceKey;
import io.headrace.model.RecipeStep;
import io.headrace.model.Step;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A step as an agent gets it: lines of sh that export its environment, then the bytes of its script. */
final class StepScript {

    private static final Pattern NOT_OF_A_VARIABLE = Pattern.compile("[^A-Za-z0-9_]");

    /** Variables with a meaning to the shell that exports them, which may refuse or misread a value. */
    private static final Set<String> SHELLS_OWN = Set.of("BASHOPTS", "BASHPID", "BASH_VERSINFO", "DIRSTACK", "EUID",
            "FUNCNAME", "GROUPS", "IFS", "LINENO", "OPTIND", "PIPESTATUS", "PPID", "RANDOM", "SECONDS", "SHELLOPTS",
            "UID");

    private StepScript() {}

    static Answer answer(InstanceKey key, Instance instance, Step step, SortedMap<String, String> inputs,
            String script) {
        StringBuilder text = new StringBuilder();
        environment(key, instance, step, inputs).forEach((name, value) -> text.append("export ")
                .append(name)
                .append("='")
                .append(value.replace("'", "'\\''"))
                .append("'\n"));
        long lines = text.chars().filter(one -> one == '\n').count();
        return new Answer(Answer.OK, "step " + step.id() + " " + step.kind().key() + " " + lines
                + " " + Memo.of(instance, step),
                text.append(script).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> environment(InstanceKey key, Instance instance, Step step,
            SortedMap<String, String> inputs) {
        Map<String, String> all = new TreeMap<>();
        inputs.forEach((name, value) -> put(all, name, value));
        step.environment().forEach((name, value) -> put(all, name, value));
        String slot = key.slot().toString();
        String cloud = instance.site().cloud().name();
        all.put("HEADRACE_RUN", key.run().name());
        all.put("HEADRACE_NODE", key.slot().node());
        all.put("HEADRACE_INSTANCE", slot);
        all.put("HEADRACE_INDEX", "" + key.slot().index());
        all.put("HEADRACE_GENERATION", "" + key.generation());
        all.put("HEADRACE_CLOUD", cloud);
        all.put("HEADRACE_STEP", step.kind().key());
        if (instance.address() != null) {
            all.put("HEADRACE_ADDRESS", instance.address());
        }
        // The names that SlipStream's recipes read.
        all.put("SLIPSTREAM_DIID", key.run().toString());
        all.put("SLIPSTREAM_NODE_INSTANCE_NAME", slot);
        all.put("SLIPSTREAM_CLOUD", cloud);
        if (step.kind() == RecipeStep.REPORT) {
            all.put("HEADRACE_IGNORE_ABORT", "yes");
        }
        return all;
    }

    private static void put(Map<String, String> all, String name, String value) {
        String variable = NOT_OF_A_VARIABLE.matcher(name).replaceAll("_");
        if (!variable.isEmpty() && !Character.isDigit(variable.charAt(0)) && !SHELLS_OWN.contains(variable)) {
            all.put(variable, value);
        }
    }
}
