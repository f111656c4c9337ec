package io.headrace.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Leaves of an answer what {@code fields=name,phase} asks for: of each item of a list, of anything else itself. */
final class Fields {

    private Fields() {}

    /** The value, or less of it. */
    static Object of(Context ctx, Object value) {
        String asked = Asked.text(ctx, "fields");
        if (asked == null) {
            return value;
        }
        JsonNode tree = Json.tree(value);
        Set<String> wanted = wanted(asked, known(value, tree));
        if (value instanceof Items<?> && tree.path("items") instanceof ArrayNode items) {
            items.forEach(item -> keep(item, wanted));
        } else {
            keep(tree, wanted);
        }
        return tree;
    }

    /** Whether any of these is in the answer. */
    static boolean show(Context ctx, String... names) {
        String asked = Asked.text(ctx, "fields");
        return asked == null || Arrays.stream(names).anyMatch(split(asked)::contains);
    }

    private static Set<String> split(String asked) {
        return Arrays.stream(asked.split(",", -1))
                .map(String::strip)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> wanted(String asked, List<String> known) {
        Set<String> wanted = split(asked);
        for (String name : wanted) {
            // Of an empty list of unknown items, nothing can be wrong.
            if (!known.isEmpty() && !known.contains(name)) {
                throw ApiException.badParameter(
                        "fields has no '" + name + "'; known: " + String.join(", ", known));
            }
        }
        return wanted;
    }

    private static List<String> known(Object value, JsonNode tree) {
        return switch (value) {
            case Items<?> items when !items.known().isEmpty() -> items.known();
            case Items<?> items when items.items().isEmpty() -> List.of();
            case Items<?> items -> known(items.items().getFirst(), tree.path("items").path(0));
            case Record view -> Components.names(view.getClass());
            default -> names(tree);
        };
    }

    private static List<String> names(JsonNode tree) {
        List<String> names = new ArrayList<>();
        tree.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void keep(JsonNode node, Set<String> wanted) {
        if (node instanceof ObjectNode object) {
            object.retain(wanted);
        }
    }
}
