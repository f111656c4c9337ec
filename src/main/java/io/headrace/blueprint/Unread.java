package io.headrace.blueprint;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The texts that could not be read to their end. A name that one of them seems to declare is not reported as unknown:
 * the person who mends the text would look for a second fault that is none.
 */
record Unread(List<String> texts) {

    Unread {
        texts = List.copyOf(texts);
    }

    boolean mayDeclare(String name) {
        if (texts.isEmpty()) {
            return false;
        }
        Pattern declaration = Pattern.compile("\\bname:\\s{0,9}[\"']?" + Pattern.quote(name) + "(?![\\w-])");
        return texts.stream().anyMatch(text -> declaration.matcher(text).find());
    }
}
