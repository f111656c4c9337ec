package io.headrace.yaml;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.function.Supplier;

/** A JSON Schema (2020-12); compiled when first needed, as its library is slow to load. */
public final class JsonSchema {

    /** What does not fit: the first key of the place, empty for the whole, and the reason. */
    public record Mismatch(String key, String reason) {}

    private final Supplier<Schema> schema;

    private JsonSchema(Supplier<Schema> schema) {
        this.schema = schema;
    }

    public static JsonSchema of(String text) {
        return new JsonSchema(new Once(text));
    }

    /** All that does not fit in a JSON text; empty when it fits. */
    public List<Mismatch> check(String json) {
        return schema.get()
                .validate(json, InputFormat.JSON)
                .stream()
                .map(error -> new Mismatch(
                        error.getInstanceLocation().getNameCount() == 0
                                ? ""
                                : String.valueOf(error.getInstanceLocation().getName(0)),
                        error.getMessage()))
                .distinct()
                .toList();
    }

    private static final class Once implements Supplier<Schema> {

        private final String text;
        private volatile @org.jspecify.annotations.Nullable Schema compiled;

        Once(String text) {
            this.text = text;
        }

        @Override
        public Schema get() {
            Schema known = compiled;
            if (known == null) {
                known = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);
                compiled = known;
            }
            return known;
        }
    }
}
