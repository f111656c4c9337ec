package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.model.Known;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** All values of a run that have a name: what was set, what the run puts out, and what its instances are known by. */
final class RunValues {

    private static final String RUN = "run";

    private final List<Value> all = new ArrayList<>();

    /** One of them; {@code scope} is {@code run} or an instance such as {@code web.1:2}. */
    record Value(String scope, String name, String value, boolean secret, boolean set, JsonNode document) {

        private static Value of(String scope, String name, String value) {
            return new Value(scope, name, value, false, false,
                    Json.object().put("scope", scope).put("name", name).put("value", value).put("secret", false));
        }

        private static Value of(JsonNode one) {
            return new Value(one.path("scope").asText(), one.path("name").asText(), one.path("value").asText(),
                    one.path("secret").asBoolean(), true, one);
        }

        boolean ofRun() {
            return scope.equals(RUN);
        }

        private String slot() {
            return scope.replaceFirst(":\\d+$", "");
        }

        private String node() {
            return slot().replaceFirst("\\.\\d+$", "");
        }

        private int generation() {
            return number(scope.substring(slot().length()));
        }

        private int index() {
            return number(slot().substring(node().length()));
        }

        private static int number(String text) {
            return text.matches(".\\d{1,9}") ? Integer.parseInt(text.substring(1)) : 0;
        }

        /** The shortest text that means it and no other instance's. */
        String shortly() {
            return ofRun() ? name : slot() + "/" + name;
        }

        private boolean called(String owner, String wanted) {
            return wanted.equals(owner + "/" + name) || wanted.equals(owner + ":" + name);
        }
    }

    /** Those of a run, by the document about it and the list of its parameters. */
    RunValues(JsonNode run, JsonNode parameters) {
        parameters.path("items").forEach(one -> all.add(Value.of(one)));
        run.path("outputs").forEachEntry((name, value) -> add(RUN, name, value.asText()));
        run.path("nodes").forEach(node -> node.path("instances").forEach(one -> {
            String scope = one.path("name").asText() + ":" + one.path("generation").asInt();
            add(scope, "address", one.path("address").asText(""));
            add(scope, "hostname", one.path("address").asText(""));
            add(scope, "cloud", one.path("cloud").asText(""));
            add(scope, "instanceid", one.path("externalId").asText(""));
        }));
    }

    private void add(String scope, String name, String value) {
        if (all.stream().noneMatch(one -> one.scope.equals(scope) && one.name.equals(name))) {
            all.add(Value.of(scope, name, value));
        }
    }

    /** What was set or is put out, and not what instances are known by. */
    List<Value> shown() {
        return all.stream().filter(one -> one.set || (one.ofRun() && !one.value.isEmpty())).toList();
    }

    /**
     * The value that is meant by {@code url}, {@code web.1/address}, {@code web.1:2/address} or, as recipes write it,
     * {@code run:url}, {@code web.1:address} and {@code web:address}; of several generations the newest.
     */
    Optional<Value> find(String wanted) {
        List<Value> found = newest(all.stream()
                .filter(one -> wanted.equals(one.name) || one.called(one.scope, wanted)
                        || one.called(one.slot(), wanted) || (one.ofRun() && one.called("ss", wanted)))
                .toList());
        if (found.isEmpty()) {
            return newest(all.stream().filter(one -> !one.ofRun() && one.called(one.node(), wanted)).toList()).stream()
                    .min(Comparator.comparingInt(Value::index));
        }
        Optional<Value> ofRun = found.stream().filter(Value::ofRun).findFirst();
        if (ofRun.isEmpty() && found.size() > 1) {
            throw new ServerException("several instances have '" + wanted + "'; write one of "
                    + String.join(", ", found.stream().map(Value::shortly).toList()));
        }
        return ofRun.or(() -> Optional.of(found.getFirst()));
    }

    private static List<Value> newest(List<Value> found) {
        return found.stream()
                .filter(one -> found.stream()
                        .noneMatch(other -> other.shortly().equals(one.shortly())
                                && other.generation() > one.generation()))
                .toList();
    }

    /** What to say of a name that is none: which was meant, and which there are. */
    String unknown(String wanted) {
        TreeSet<String> names = new TreeSet<>();
        all.forEach(one -> names.add(one.shortly()));
        return "no parameter '" + wanted + "' is set; " + Known.hint(wanted, names);
    }
}
