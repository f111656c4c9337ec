package io.headrace.connector;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is on disk of a local machine, written once.
 *
 * @param digest SHA-256 of the whole request, to tell a repeated one from another one with the same token
 */
record LocalMachine(String name, String clientToken, String digest, String address, SortedMap<String, String> tags) {

    private static final String TAG = "tag.";

    LocalMachine {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    static LocalMachine of(CreateRequest request, String address) {
        return new LocalMachine(request.name(), request.clientToken(), digest(request), address,
                new TreeMap<>(request.tags()));
    }

    /** The id, and the name of the folder: equal tokens give equal ids, so that a repeated create finds the first. */
    static String id(CreateRequest request) {
        byte[] hash = Sha256.of(request.clientToken().getBytes(StandardCharsets.UTF_8));
        return request.name() + "-" + HexFormat.of().formatHex(hash, 0, 4);
    }

    static String digest(CreateRequest request) {
        StringBuilder all = new StringBuilder();
        for (String part : List.of(request.key().toString(), request.clientToken(), request.name(),
                request.machine().toString(), new TreeMap<>(request.tags()).toString(), request.userData())) {
            all.append(part.length()).append(':').append(part);
        }
        return HexFormat.of().formatHex(Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8)));
    }

    String toText() {
        Properties properties = new Properties();
        properties.putAll(Map.of("name", name, "token", clientToken, "digest", digest, "address", address));
        tags.forEach((key, value) -> properties.setProperty(TAG + key, value));
        StringWriter out = new StringWriter();
        try {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // The first line is a comment with the time.
        return out.toString().lines().skip(1).sorted().reduce("", (all, line) -> all + line + "\n");
    }

    /** Reads what {@link #toText()} wrote; empty when anything is missing. */
    static Optional<LocalMachine> parse(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        if (!properties.keySet().containsAll(List.of("name", "token", "digest", "address"))) {
            return Optional.empty();
        }
        SortedMap<String, String> tags = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(TAG)) {
                tags.put(key.substring(TAG.length()), properties.getProperty(key, ""));
            }
        }
        return Optional.of(new LocalMachine(properties.getProperty("name", ""), properties.getProperty("token", ""),
                properties.getProperty("digest", ""), properties.getProperty("address", ""), tags));
    }
}
