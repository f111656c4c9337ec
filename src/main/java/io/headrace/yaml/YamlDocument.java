package io.headrace.yaml;

import io.headrace.model.Problem;
import java.util.List;

/**
 * One document of a YAML text. Its problems (a key that stands twice, a tag) matter only to who uses the document,
 * unlike those of the {@link YamlText}.
 */
public record YamlDocument(YamlNode root, List<Problem> problems) {

    public YamlDocument {
        problems = List.copyOf(problems);
    }
}
