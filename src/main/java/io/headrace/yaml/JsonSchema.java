package io.headrace.yaml;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A JSON Schema (2020-12); compiled when first needed, as its library is slow to load. */
public final class JsonSchema {

    /** What does not fit: the first key of the place, empty for the whole, and the reason. */
    public record Mismatch(String key, String reason) {}

    /** Thousands of machines have the same few options, and a validation is dear. */
    private static final int REMEMBERED = 1000;

    private final Supplier<Schema> schema;
    private final Map<String, List<Mismatch>> checked = new ConcurrentHashMap<>();

    private JsonSchema(Supplier<Schema> schema) {
        this.schema = schema;
    }

    public static JsonSchema of(String text) {
        return new JsonSchema(new Once(text));
    }

    /** All that does not fit in a JSON text; empty when it fits. */
    public List<Mismatch> check(String json) {
        if (checked.size() > REMEMBERED) {
            checked.clear();
        }
        return checked.computeIfAbsent(json, this::validate);
    }

    private List<Mismatch> validate(String json) {
        return schema.get().validate(json, InputFormat.JSON).stream().map(JsonSchema::mismatch).distinct().toList();
    }

    private static Mismatch mismatch(Error error) {
        NodePath place = error.getInstanceLocation();
        String key = place.getNameCount() == 0 ? "" : String.valueOf(place.getElement(0));
        return new Mismatch(key, error.getMessage());
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
