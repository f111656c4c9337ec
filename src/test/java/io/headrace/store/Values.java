package io.headrace.store;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Arbitrary values of any record, from the types of its components: a component that is added later is covered too. */
final class Values {
    private final Map<Class<?>, Arbitrary<?>> known;

    /** With what cannot be derived, such as names that a constructor checks. */
    Values(Map<Class<?>, Arbitrary<?>> known) {
        this.known = known;
    }

    @SuppressWarnings("unchecked")
    <T> Arbitrary<T> of(Class<T> type) {
        return (Arbitrary<T>) any(type);
    }

    /** The library's own types do not say that an arbitrary of nulls is one of nullable values. */
    @SuppressWarnings("NullAway")
    private Arbitrary<Object> component(RecordComponent component) {
        AnnotatedType type = component.getAnnotatedType();
        Arbitrary<Object> value = any(component.getGenericType());
        return type.isAnnotationPresent(Nullable.class) ? value.injectNull(0.3) : value;
    }

    @SuppressWarnings("unchecked")
    private Arbitrary<Object> any(Type type) {
        return (Arbitrary<Object>) arbitrary(type);
    }

    private Arbitrary<?> arbitrary(Type type) {
        if (type instanceof ParameterizedType generic) {
            return collection((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        Class<?> simple = (Class<?>) type;
        Arbitrary<?> given = known.get(simple);
        if (given != null) {
            return given;
        }
        return simple.isRecord()
                ? record(simple)
                : simple.isEnum()
                        ? Arbitraries.of(simple.getEnumConstants())
                        : basic(simple);
    }

    private Arbitrary<?> collection(Class<?> raw, Type[] arguments) {
        Arbitrary<Object> last = any(arguments[arguments.length - 1]);
        if (raw == List.class) {
            return last.list().ofMaxSize(3);
        } else if (raw == Set.class) {
            return last.set().ofMaxSize(3);
        } else if (raw == SortedSet.class) {
            return last.set().ofMaxSize(3).map(TreeSet::new);
        } else if (raw == Map.class) {
            return Arbitraries.maps(any(arguments[0]), last).ofMaxSize(3);
        } else if (raw == SortedMap.class) {
            return Arbitraries.maps(any(arguments[0]), last).ofMaxSize(3).map(TreeMap::new);
        }
        throw new IllegalArgumentException("no values of " + raw);
    }

    private static Arbitrary<?> basic(Class<?> type) {
        return switch (type.getName()) {
            case "java.lang.String" -> Arbitraries.strings().ofMaxLength(12);
            case "int", "java.lang.Integer" -> Arbitraries.integers();
            case "boolean" -> Arbitraries.of(true, false);
            case "java.time.Instant" -> Arbitraries.longs()
                    .between(-100_000_000_000L, 100_000_000_000L)
                    .flatMap(seconds -> Arbitraries.integers()
                            .between(0, 999_999_999)
                            .map(nanos -> Instant.ofEpochSecond(seconds, nanos)));
            case "java.time.Duration" -> Arbitraries.longs().map(Duration::ofNanos);
            default -> throw new IllegalArgumentException("no values of " + type);
        };
    }

    private Arbitrary<?> record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        List<Arbitrary<Object>> values = Arrays.stream(components).map(this::component).toList();
        return Combinators.combine(values).as(all -> construct(type, types, all));
    }

    private static Object construct(Class<?> type, Class<?>[] types, List<Object> values) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " of " + values, e);
        }
    }
}
