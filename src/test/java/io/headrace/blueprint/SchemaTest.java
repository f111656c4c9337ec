package io.headrace.blueprint;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.headrace.yaml.Json;
import io.headrace.yaml.Problems;
import io.headrace.yaml.YamlDocument;
import io.headrace.yaml.YamlLimits;
import io.headrace.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The schemas, which people's editors use, and the binder accept and refuse the same documents. */
final class SchemaTest {

    private static final String BASE = "https://headrace.test/schemas/";
    private static final Path SCHEMAS = Path.of("schemas");
    private static final Path CORPUS = Path.of("src/test/resources/blueprints");

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(id -> text(SCHEMAS.resolve(id.substring(BASE.length())))));
    private final Schema schema = registry.getSchema(SchemaLocation.of(BASE + "blueprint.json"));

    @TestFactory
    Stream<DynamicTest> document_ofTheValidCorpus_isAcceptedByBoth() {
        return documents("valid.yaml").map(document -> DynamicTest.dynamicTest(name(document), () -> {
            assertThat(schemaProblems(document)).isEmpty();
            assertThat(binderProblems(document)).isEmpty();
        }));
    }

    @TestFactory
    Stream<DynamicTest> document_ofTheInvalidCorpus_isRefusedByBoth() {
        return documents("invalid.yaml").map(document -> DynamicTest.dynamicTest(name(document), () -> {
            assertThat(binderProblems(document)).isNotEmpty();
            assertThat(schemaProblems(document)).as("the binder says: %s", binderProblems(document)).isNotEmpty();
        }));
    }

    @Test
    void lamp_ofTheTests_isAcceptedByTheSchema() {
        YamlReader.read("", Fixtures.LAMP.getBytes(UTF_8), YamlLimits.DEFAULT)
                .documents()
                .forEach(document -> assertThat(schemaProblems(document)).isEmpty());
    }

    @Test
    void example_ofTheRepository_isAcceptedByTheSchema() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("example-repo"))) {
            List<Path> blueprints = files.filter(path -> path.toString().endsWith(".yaml")).toList();
            assertThat(blueprints).isNotEmpty();
            blueprints.forEach(path -> YamlReader.read("", text(path).getBytes(UTF_8), YamlLimits.DEFAULT)
                    .documents()
                    .forEach(document -> assertThat(schemaProblems(document)).as(path.toString()).isEmpty()));
        }
    }

    @Test
    void keys_ofEachSchema_areDescribed() throws IOException {
        for (Kind kind : Kind.values()) {
            String text = Files
                    .readString(SCHEMAS.resolve(kind.toString().toLowerCase(java.util.Locale.ROOT) + ".json"));
            assertThat(text).contains("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"")
                    .contains("\"const\": \"" + kind + "\"")
                    .contains("\"description\": ");
        }
    }

    private List<String> schemaProblems(YamlDocument document) {
        String json = Json.of(document.root(), new Problems("f"));
        return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
    }

    private static List<String> binderProblems(YamlDocument document) {
        Problems problems = new Problems("f");
        new Binder(Limits.DEFAULT).bind(document, problems);
        return problems.list().stream().map(Object::toString).toList();
    }

    private static Stream<YamlDocument> documents(String file) {
        byte[] bytes = text(CORPUS.resolve(file)).getBytes(UTF_8);
        return YamlReader.read(file, bytes, YamlLimits.DEFAULT).documents().stream();
    }

    private static String name(YamlDocument document) {
        return "line " + document.root().at().line() + ": " + Json.of(document.root(), new Problems("f"));
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
