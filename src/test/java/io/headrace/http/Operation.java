package io.headrace.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One operation of {@code schemas/openapi.yaml}, as calls can be made of it.
 *
 * @param open whether it needs no caller
 * @param queries names of its query parameters
 * @param body the schema of its JSON body, if it has one
 * @param bodiless whether it can be left out
 */
record Operation(String method, String path, boolean open, Set<String> queries, Optional<JsonNode> body,
        boolean bodiless) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final JsonNode DOCUMENT = document();

    /** All that the description has. */
    static List<Operation> all() {
        List<Operation> all = new ArrayList<>();
        DOCUMENT.path("paths").properties().forEach(path -> path.getValue().properties().forEach(operation -> {
            if (METHODS.contains(operation.getKey())) {
                all.add(of(operation.getKey(), path.getKey(), path.getValue(), operation.getValue()));
            }
        }));
        return all;
    }

    private static Operation of(String method, String path, JsonNode around, JsonNode operation) {
        Set<String> queries = new java.util.TreeSet<>();
        for (JsonNode list : List.of(around.path("parameters"), operation.path("parameters"))) {
            list.forEach(each -> {
                JsonNode parameter = resolved(each);
                if (parameter.path("in").asText().equals("query")) {
                    queries.add(parameter.path("name").asText());
                }
            });
        }
        JsonNode schema = operation.path("requestBody").path("content").path("application/json").path("schema");
        return new Operation(method.toUpperCase(Locale.ROOT), path,
                operation.has("security") && operation.path("security").isEmpty(), queries,
                schema.isMissingNode() ? Optional.empty() : Optional.of(resolved(schema)),
                !operation.path("requestBody").path("required").asBoolean());
    }

    /** The names of what its path asks for, by which values are looked up: {@code tokens.id} before {@code id}. */
    List<String> parameters() {
        return PARAMETER.matcher(path).results().map(match -> match.group(1)).toList();
    }

    /** Its address with those values. */
    String address(Map<String, String> ids) {
        return PARAMETER.matcher(path).replaceAll(match -> Matcher.quoteReplacement(value(ids, match.group(1))));
    }

    /** The value of one parameter. */
    String value(Map<String, String> ids, String name) {
        String own = path.replaceFirst("^/api/v\\d+/", "").replaceFirst("^/", "").replaceFirst("/.*", "") + "." + name;
        String value = ids.getOrDefault(own, ids.get(name));
        if (value == null) {
            throw new AssertionError(this + " asks for {" + name + "}: say in IsolationTest what it is of each tenant");
        }
        return value;
    }

    /** A body that its schema allows, with the values where fields have the names of ids; empty when it has none. */
    String sample(Map<String, String> ids) {
        return body.map(schema -> sample(schema, "", ids).toString()).orElse("");
    }

    private static JsonNode sample(JsonNode schema, String name, Map<String, String> ids) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        JsonNode is = resolved(schema);
        if (is.has("enum")) {
            return is.path("enum").path(0);
        }
        String type = is.path("type").isArray() ? is.path("type").path(0).asText() : is.path("type").asText();
        return switch (type) {
            case "object" -> {
                ObjectNode object = make.objectNode();
                is.path("properties")
                        .properties()
                        .forEach(field -> object.set(field.getKey(), sample(field.getValue(), field.getKey(), ids)));
                yield object;
            }
            case "array" -> {
                ArrayNode array = make.arrayNode();
                if (is.path("minItems").asInt() > 0) {
                    array.add(sample(is.path("items"), name, ids));
                }
                yield array;
            }
            case "integer", "number" -> make.numberNode(Math.max(1, is.path("minimum").asInt()));
            case "boolean" -> make.booleanNode(false);
            default -> make.textNode(ids.getOrDefault(name, "x"));
        };
    }

    private static JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : DOCUMENT.at(reference.substring(1));
    }

    private static JsonNode document() {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(500);
        try {
            return new ObjectMapper().valueToTree(
                    new Yaml(new SafeConstructor(options)).load(Files.readString(Path.of("schemas/openapi.yaml"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
