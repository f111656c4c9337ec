package io.headrace.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** Cuts pages: a query asks for one row more than wanted, and the cursor is the key of the last row kept. */
final class Paging {
    private static final int MOST = 1_000;

    private Paging() {}

    /** How many items a page really has at most. */
    static int size(int wanted) {
        return Math.clamp(wanted, 1, MOST);
    }

    /** The page of {@code size} items from up to one row more. */
    static <T> Page<T> cut(List<T> rows, int size, Function<T, String> key) {
        if (rows.size() <= size) {
            return new Page<>(rows, null);
        }
        return new Page<>(rows.subList(0, size), write(key.apply(rows.get(size - 1))));
    }

    private static String write(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /** The key that a cursor stands for. */
    static String read(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new CursorException();
        }
    }
}
