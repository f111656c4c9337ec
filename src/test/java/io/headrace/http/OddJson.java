package io.headrace.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** JSON that is nearly what was asked for. */
final class OddJson {

    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private OddJson() {}

    /** The sample with something wrong in one place of it. */
    static JsonNode changed(Random random, JsonNode sample) {
        if (sample.isEmpty() || random.nextInt(4) == 0) {
            return value(random);
        }
        JsonNode copy = sample.deepCopy();
        int place = random.nextInt(copy.size());
        if (copy instanceof ArrayNode array) {
            array.set(place, changed(random, array.get(place)));
        } else if (copy instanceof ObjectNode object) {
            field(random, object, name(object, place));
        }
        return copy;
    }

    private static void field(Random random, ObjectNode object, String name) {
        switch (random.nextInt(5)) {
            case 0 -> object.remove(name);
            case 1 -> object.putNull(name);
            case 2 -> object.set(Odd.text(random), value(random));
            default -> object.set(name, changed(random, object.path(name)));
        }
    }

    private static String name(ObjectNode object, int place) {
        Iterator<String> names = object.fieldNames();
        for (int i = 0; i < place; i++) {
            names.next();
        }
        return names.next();
    }

    private static JsonNode value(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> MAKE.nullNode();
            case 1 -> MAKE.booleanNode(random.nextBoolean());
            case 2 -> MAKE.numberNode(random.nextLong());
            case 3 -> MAKE.numberNode(BigInteger.ONE.shiftLeft(200).negate());
            case 4 -> MAKE.numberNode(new BigDecimal("1e-400"));
            case 5 -> MAKE.arrayNode().add(MAKE.nullNode()).add(Odd.text(random));
            case 6 -> MAKE.objectNode().put(Odd.text(random), Odd.text(random));
            default -> MAKE.textNode(Odd.text(random));
        };
    }

    /** The text of it in bytes, sometimes no JSON any more. */
    static byte[] broken(Random random, String json) {
        byte[] whole = json.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(10)) {
            case 0 -> new byte[0];
            case 1 -> Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            case 2 -> flipped(random, whole);
            case 3 -> json.replaceFirst("\\{(\"\\w+\":)", "{$1null,$1").getBytes(StandardCharsets.UTF_8);
            case 4 -> Odd.any(random, DEEP).getBytes(StandardCharsets.UTF_8);
            case 5 -> json.getBytes(StandardCharsets.UTF_16);
            default -> whole;
        };
    }

    private static final List<String> DEEP = List.of("[".repeat(5000), "[".repeat(900) + "]".repeat(900),
            "{\"a\":".repeat(900) + "1" + "}".repeat(900), "{\"message\":" + "[".repeat(999),
            "\"" + "x".repeat(300_000) + "\"",
            "1e9999999", "9".repeat(5000), "{}{}", "\ufeff{}", "{\"reason\":\"\\ud800\"}", "//", "NaN");

    private static byte[] flipped(Random random, byte[] whole) {
        byte[] bytes = whole.length == 0 ? new byte[1] : whole.clone();
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        return bytes;
    }
}
