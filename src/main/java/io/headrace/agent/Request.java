package io.headrace.agent;

import io.headrace.model.InstanceKey;
import io.headrace.model.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What an agent, or a command of a recipe, asks: who it is, fields, and a payload. As it travels, each field is a line
 * {@code NAME=VALUE}; an empty line ends them, and the rest is the payload, in Base64 when a field {@code encoding} says
 * so.
 */
final class Request {

    private static final int MOST_FIELDS = 32;

    private final String verb;
    private final InstanceKey key;
    private final Secret token;
    private final String nonce;
    private final Map<String, String> fields;
    private final byte[] payload;

    private Request(String verb, InstanceKey key, Secret token, String nonce, Map<String, String> fields,
            byte[] payload) {
        this.verb = verb;
        this.key = key;
        this.token = token;
        this.nonce = nonce;
        this.fields = Map.copyOf(fields);
        this.payload = payload;
    }

    String verb() {
        return verb;
    }

    /** The instance that it says it is. */
    InstanceKey key() {
        return key;
    }

    Secret token() {
        return token;
    }

    String nonce() {
        return nonce;
    }

    byte[] payload() {
        return payload;
    }

    static Request parse(String verb, byte[] body) {
        Map<String, String> fields = new HashMap<>();
        int at = 0;
        while (true) {
            int end = at;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            if (end == body.length) {
                throw bad("no empty line ends the fields");
            }
            if (end == at) {
                break;
            }
            String line = text(Arrays.copyOfRange(body, at, end));
            int mark = line.indexOf('=');
            if (mark < 1 || fields.size() == MOST_FIELDS) {
                throw bad("a field is not NAME=VALUE, or there are more than " + MOST_FIELDS);
            }
            fields.put(line.substring(0, mark), line.substring(mark + 1));
            at = end + 1;
        }
        byte[] payload = Arrays.copyOfRange(body, at + 1, body.length);
        if ("base64".equals(fields.remove("encoding"))) {
            payload = decoded(payload);
        }
        return of(verb, fields, payload);
    }

    private static Request of(String verb, Map<String, String> fields, byte[] payload) {
        String key = fields.remove("key-of-instance");
        String token = fields.remove("token");
        String nonce = fields.remove("nonce");
        if (key == null || token == null || nonce == null || nonce.isEmpty()) {
            throw new RefusedException(Answer.REFUSED, "key-of-instance, token and nonce are needed");
        }
        try {
            return new Request(verb, InstanceKey.parse(key), new Secret(token), nonce, fields, payload);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Answer.REFUSED, "not the key of an instance");
        }
    }

    private static byte[] decoded(byte[] payload) {
        try {
            return Base64.getMimeDecoder().decode(payload);
        } catch (IllegalArgumentException e) {
            throw bad("the payload is not Base64");
        }
    }

    /** A field, or the empty text. */
    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    String required(String name) {
        String value = field(name);
        if (value.isEmpty()) {
            throw bad("the field " + name + " is needed");
        }
        return value;
    }

    boolean flag(String name) {
        return !field(name).isEmpty();
    }

    /** A field that holds a number from 0, if it is there and not empty. */
    OptionalLong number(String name) {
        String value = field(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!value.matches("[0-9]{1,15}")) {
            throw bad("the field " + name + " is not a number");
        }
        return OptionalLong.of(Long.parseLong(value));
    }

    /** The payload as a text, of which a parameter may hold any but NUL. */
    String text() {
        return text(payload);
    }

    private static String text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.indexOf('\0') < 0) {
                return text;
            }
        } catch (CharacterCodingException e) {
            throw bad("not a text in UTF-8");
        }
        throw bad("a text holds a NUL");
    }

    static RefusedException bad(String message) {
        return new RefusedException(Answer.BAD, message);
    }
}
