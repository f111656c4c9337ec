package io.headrace.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.stream.Collectors;

/** JSON as this interface reads and writes it: strict and bounded inwards, times in ISO 8601 outwards. */
final class Json {

    /** No body of this interface nests deeper than a few levels; the rest is an attack on the parser's stack. */
    private static final int DEPTH = 32;

    /** A commit of the most files that there may be has a fifth of it; millions of them would be very large objects. */
    private static final int TOKENS = 500_000;

    private static final ObjectMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxTokenCount(TOKENS)
                            .maxNumberLength(40)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .addModule(new JavaTimeModule())
            .withCoercionConfig(LogicalType.Textual, config -> {
                for (CoercionInputShape shape : EnumSet.of(CoercionInputShape.Integer, CoercionInputShape.Float,
                        CoercionInputShape.Boolean)) {
                    config.setCoercion(shape, CoercionAction.Fail);
                }
            })
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Json() {}

    static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one value, or answers 400 with what is wrong and where. */
    static <T> T read(byte[] body, Class<T> type) {
        T value;
        try {
            value = MAPPER.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new ApiException(400, "malformed-json", describe(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (value == null) {
            throw new ApiException(400, "malformed-json", "the body must be an object, not null");
        }
        return value;
    }

    /** What is wrong, in the caller's words: Jackson's own messages name classes. */
    private static String describe(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ": ";
        return where + switch (e) {
            case StreamConstraintsException _ -> "nested too deeply, too many values, or a number that is too long";
            case UnrecognizedPropertyException unknown ->
                "unknown field '" + unknown.getPropertyName() + "'; known: " + unknown.getKnownPropertyIds()
                        .stream()
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining(", "));
            case JsonMappingException wrong when wrong.getCause() instanceof JsonProcessingException cause ->
                syntax(cause);
            case JsonMappingException wrong -> wrong.getPath().isEmpty()
                    ? "this is not what is expected here"
                    : "the value of '" + wrong.getPath().getLast().getFieldName() + "' is of the wrong type";
            default -> syntax(e);
        };
    }

    private static String syntax(JsonProcessingException e) {
        return e.getOriginalMessage().replaceFirst("(?s)[:;]? \\((start marker|for ).*", "");
    }
}
