package io.headrace.http;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The components of a view by their names, which are those of its JSON. */
final class Components<T extends Record> {

    private static final Set<Class<?>> PLAIN = Set.of(String.class, int.class, long.class, boolean.class, Integer.class,
            Long.class, Boolean.class, Instant.class);

    private final Map<String, RecordComponent> components = new LinkedHashMap<>();

    private Components(Map<String, RecordComponent> components) {
        this.components.putAll(components);
    }

    Components(Class<T> type) {
        for (RecordComponent one : type.getRecordComponents()) {
            one.getAccessor().setAccessible(true);
            components.put(one.getName(), one);
        }
    }

    /** The names of what the JSON of a record shows. */
    static List<String> names(Class<?> type) {
        List<String> names = new ArrayList<>();
        for (RecordComponent one : type.getRecordComponents()) {
            if (one.getAccessor().getAnnotation(JsonIgnore.class) == null) {
                names.add(one.getName());
            }
        }
        return names;
    }

    Components<T> without(String name) {
        Components<T> fewer = new Components<>(components);
        fewer.components.remove(name);
        return fewer;
    }

    List<String> names() {
        return List.copyOf(components.keySet());
    }

    /** Those that have an order: texts, numbers, truths and times. */
    List<String> plain() {
        return components.entrySet()
                .stream()
                .filter(one -> PLAIN.contains(one.getValue().getType()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The value as a filter names it. */
    String text(T view, String name) {
        Object value = value(view, name);
        return value == null ? "" : value.toString();
    }

    /** The value as a text that sorts as the value does; absent ones come first. */
    String sortable(T view, String name) {
        return value(view, name) instanceof Instant time
                ? BigInteger.valueOf(time.getEpochSecond())
                        .multiply(BigInteger.valueOf(1_000_000_000))
                        .add(BigInteger.valueOf(time.getNano()))
                        .toString()
                : text(view, name);
    }

    private @Nullable Object value(T view, String name) {
        RecordComponent component = components.get(name);
        if (component == null) {
            throw new IllegalArgumentException("the view has no '" + name + "'");
        }
        try {
            return component.getAccessor().invoke(view);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
