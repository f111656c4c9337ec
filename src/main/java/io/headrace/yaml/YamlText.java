package io.headrace.yaml;

import io.headrace.model.Problem;
import java.util.List;

/** What a YAML text holds: its documents up to the first problem that ends the reading. */
public record YamlText(List<YamlDocument> documents, List<Problem> problems) {

    public YamlText {
        documents = List.copyOf(documents);
        problems = List.copyOf(problems);
    }
}
