package io.headrace.yaml;

import io.headrace.model.Known;
import io.headrace.yaml.YamlNode.Entry;
import io.headrace.yaml.YamlNode.Mapping;
import io.headrace.yaml.YamlNode.Sequence;
import io.headrace.yaml.YamlNode.Style;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of one mapping: each once, and {@code <<} replaced by the mappings that it names, own keys first. */
final class Keys {

    private Keys() {}

    static List<Entry> merged(List<Entry> written, Problems problems) {
        Map<String, Entry> own = new LinkedHashMap<>();
        List<Entry> merges = new ArrayList<>();
        for (Entry entry : written) {
            if (entry.key().style() == Style.PLAIN && entry.key().text().equals("<<")) {
                merges.add(entry);
                continue;
            }
            Entry first = own.putIfAbsent(entry.key().text(), entry);
            if (first != null) {
                problems.error(entry.key().at(), "the key " + Known.quote(entry.key().text())
                        + " stands twice; first on line " + first.key().at().line() + ", remove one");
            }
        }
        merges.forEach(merge -> mergedInto(own, merge, problems));
        return List.copyOf(own.values());
    }

    private static void mergedInto(Map<String, Entry> own, Entry merge, Problems problems) {
        List<YamlNode> sources = merge.value() instanceof Sequence list ? list.items() : List.of(merge.value());
        for (YamlNode source : sources) {
            if (source instanceof Mapping mapping) {
                mapping.entries().forEach(entry -> own.putIfAbsent(entry.key().text(), entry));
            } else {
                problems.error(source.at(), "<< takes a mapping or a list of mappings, not " + source.kind());
            }
        }
    }
}
