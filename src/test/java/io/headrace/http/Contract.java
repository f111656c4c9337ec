package io.headrace.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code schemas/openapi.yaml}: says whether an answer is one that it describes, and which of those it has seen. */
final class Contract {

    /** Parameters that may hold slashes, as the description says. */
    private static final Set<String> DEEP = Set.of("name", "ref", "file");
    /** What any request may answer, and what one does that is not understood or leads elsewhere. */
    private static final Set<String> GENERAL = Set.of("408", "413", "429", "431");
    private static final Set<String> STRAYED = Set.of("400", "401", "404", "405", "415");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode document;
    private final Map<String, Schema> schemas = new HashMap<>();
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Set<String> seen = new TreeSet<>();

    Contract() {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(500);
        try {
            document = JSON.valueToTree(
                    new Yaml(new SafeConstructor(options)).load(Files.readString(Path.of("schemas/openapi.yaml"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer as it came, which the description allows. */
    Calls.Answer check(Calls.Answer answer) {
        String path = answer.path().replaceFirst("\\?.*", "");
        String template = template(path);
        String method = answer.method().toLowerCase(Locale.ROOT);
        String name = method + " " + template + " " + answer.status();
        JsonNode response = resolve(document.path("paths")
                .path(template)
                .path(method)
                .path("responses")
                .path(Integer.toString(answer.status())));
        assertThat(response.isMissingNode()).as("%s is not described; it answered %s", name, answer.body()).isFalse();
        seen.add(name);
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            assertThat(answer.body()).as(name).isEmpty();
            return answer;
        }
        String type = answer.header("Content-Type").replaceFirst(";.*", "");
        assertThat(content.has(type)).as("%s came as %s", name, type).isTrue();
        if (type.endsWith("json")) {
            assertValid(name, content.path(type).path("schema"), answer.body());
        }
        return answer;
    }

    /** The answer to a call of that operation, even one that {@code strayed}: then it may say so in the general ways. */
    void check(Operation operation, Calls.Answer answer, boolean strayed, String call) {
        String status = Integer.toString(answer.status());
        JsonNode responses = document.path("paths")
                .path(operation.path())
                .path(operation.method().toLowerCase(Locale.ROOT))
                .path("responses");
        JsonNode response = resolve(responses.path(status));
        if (response.isMissingNode() && (GENERAL.contains(status) || (strayed && STRAYED.contains(status)))) {
            response = document.at("/components/responses/Problem");
        }
        String name = operation + " " + status + " " + answer.body() + "\n" + call;
        assertThat(response.isMissingNode()).as("not described: %s", name).isFalse();
        JsonNode content = response.path("content");
        String type = answer.header("Content-Type").replaceFirst(";.*", "");
        assertThat(content.isMissingNode() ? answer.body().isEmpty() : content.has(type)).as("%s as %s", name, type)
                .isTrue();
        boolean part = answer.status() == 200 && answer.path().contains("fields=");
        if (content.has(type) && type.endsWith("json") && !part) {
            assertValid(name, content.path(type).path("schema"), answer.body());
        }
    }

    /** Whether the operation may be called with that body. */
    boolean allows(Operation operation, byte[] body) {
        if (operation.body().isEmpty() || (body.length == 0 && operation.bodiless())) {
            return true;
        }
        try {
            JsonNode json = STRICT.readTree(body);
            return !json.isMissingNode()
                    && schema(operation.body().get()).validate(json.toString(), InputFormat.JSON).isEmpty();
        } catch (IOException notJson) {
            return false;
        }
    }

    private Schema schema(JsonNode of) {
        return schemas.computeIfAbsent(of.toString(), _ -> compile(of));
    }

    void assertValid(String name, String schema, String json) {
        assertValid(name, JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema), json);
    }

    /** The answers that are described and were not seen, as {@code get /path 200}. */
    Set<String> unseen() {
        Set<String> described = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .stream()
                        .filter(operation -> !operation.getKey().equals("parameters"))
                        .forEach(operation -> operation.getValue()
                                .path("responses")
                                .fieldNames()
                                .forEachRemaining(
                                        status -> described
                                                .add(operation.getKey() + " " + path.getKey() + " " + status))));
        described.removeAll(seen);
        return described;
    }

    private void assertValid(String name, JsonNode schema, String json) {
        List<String> errors = schema(schema)
                .validate(json, InputFormat.JSON)
                .stream()
                .map(Error::toString)
                .toList();
        assertThat(errors).as("%s: %s", name, json).isEmpty();
    }

    private Schema compile(JsonNode schema) {
        ObjectNode whole = JSON.createObjectNode();
        whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.setAll((ObjectNode) schema);
        whole.set("$defs", document.path("components").path("schemas"));
        try {
            return registry.getSchema(
                    JSON.writeValueAsString(whole).replace("#/components/schemas/", "#/$defs/"));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    /** Of the described paths that fit, the one that says most. */
    private String template(String path) {
        return document.path("paths")
                .properties()
                .stream()
                .map(Map.Entry::getKey)
                .filter(template -> fits(template, path))
                .max(Comparator.comparingInt(template -> PARAMETER.matcher(template).replaceAll("").length()))
                .orElseThrow(() -> new AssertionError(path + " is not described"));
    }

    private static boolean fits(String template, String path) {
        String pattern = PARAMETER.matcher(template)
                .replaceAll(match -> DEEP.contains(match.group(1)) ? "(.+)" : "([^/]+)");
        return path.matches(pattern);
    }

    @Override
    public String toString() {
        return seen.stream().collect(Collectors.joining("\n"));
    }
}
