package io.headrace.blueprint;

import io.headrace.blueprint.Blueprint.CloudBlueprint;
import io.headrace.blueprint.Blueprint.Header;
import io.headrace.model.Cloud.AddressKind;
import io.headrace.model.Known;
import io.headrace.yaml.Fields;
import io.headrace.yaml.Json;
import io.headrace.yaml.Located;
import io.headrace.yaml.Position;
import io.headrace.yaml.YamlNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Binds the spec of a Cloud. */
final class CloudBinder {

    private static final int MOST = 1_000_000;

    private CloudBinder() {}

    static CloudBlueprint cloud(Header header, Fields spec) {
        Located<String> connector = spec.requiredText("connector").orElse(null);
        String endpoint = url(spec, "endpoint");
        String region = value(spec.text("region"));
        String credential = value(spec.text("credential").filter(text -> Binder.label(text, spec)));
        String agentUrl = url(spec, "agentUrl");
        AddressKind address = spec
                .choice("address", Map.of("private", AddressKind.PRIVATE, "public", AddressKind.PUBLIC))
                .map(Located::value)
                .orElse(AddressKind.PRIVATE);
        SortedMap<String, Located<String>> options = options(spec);
        Optional<Fields> limits = spec.fields("limits");
        Integer instances = limits.flatMap(one -> one.integer("instances", 0, MOST)).map(Located::value).orElse(null);
        Integer requests = limits.flatMap(one -> one.integer("concurrentRequests", 1, 1000))
                .map(Located::value)
                .orElse(null);
        limits.ifPresent(Fields::done);
        return new CloudBlueprint(header, connector, endpoint, region, credential, agentUrl, address, options,
                instances, requests);
    }

    /** The options of a connector: each as JSON with its place. */
    static SortedMap<String, Located<String>> options(Fields spec) {
        SortedMap<String, Located<String>> options = new TreeMap<>();
        for (YamlNode.Entry entry : spec.entries("options")) {
            Position at = entry.key().at();
            options.put(entry.key().text(), new Located<>(Json.of(entry.value(), spec.problems()), at));
        }
        return options;
    }

    private static @Nullable String url(Fields spec, String key) {
        return value(spec.text(key).filter(text -> {
            if (web(text.value())) {
                return true;
            }
            String shown = text.value().contains("@") ? "" : ", not " + Known.quote(text.value());
            spec.problems()
                    .error(text.at(), spec.subject(key)
                            + " must be an http:// or https:// URL without user or password" + shown);
            return false;
        }));
    }

    private static boolean web(String text) {
        try {
            URI uri = new URI(text);
            boolean scheme = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return scheme && uri.getHost() != null && uri.getUserInfo() == null && text.length() <= 2000;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static @Nullable String value(Optional<Located<String>> text) {
        return text.map(Located::value).orElse(null);
    }
}
