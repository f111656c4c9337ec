package io.headrace.http;

import io.headrace.model.Names;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import io.headrace.store.EventFilter;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a caller asks for in path and query, checked; keys that the caller may not know of do not exist. */
final class Asked {

    private static final int USUAL = 50;
    private static final int MOST = 200;

    private Asked() {}

    static RepositoryKey repository(Context ctx) {
        String tenant = ctx.pathParam("tenant");
        String repository = ctx.pathParam("repository");
        if (!Names.isLabel(tenant) || !Names.isLabel(repository)) {
            throw ApiException.notFound();
        }
        Access.requireSight(ctx, tenant);
        return new RepositoryKey(tenant, repository);
    }

    static RunKey run(Context ctx) {
        RepositoryKey repository = repository(ctx);
        String name = ctx.pathParam("name");
        if (!Names.isPath(name)) {
            throw ApiException.notFound();
        }
        return repository.run(name);
    }

    /** A value of the query, null when it is absent or empty; two are one too many. */
    static @Nullable String text(Context ctx, String name) {
        List<String> values = ctx.queryParams(name);
        if (values.size() > 1) {
            throw ApiException.badParameter(name + " is given more than once");
        }
        return values.isEmpty() || values.getFirst().isEmpty() ? null : values.getFirst();
    }

    /** A yes or no of the query, null when it is absent. */
    static @Nullable Boolean truth(Context ctx, String name) {
        String value = text(ctx, name);
        if (value == null) {
            return null;
        }
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ApiException.badParameter(name + " must be true or false");
        };
    }

    /** A value of the query that must be one of a few words, null when it is absent. */
    static <E extends Enum<E>> @Nullable E word(Context ctx, String name, Class<E> type,
            Function<? super E, String> words) {
        String value = text(ctx, name);
        if (value == null) {
            return null;
        }
        E[] all = type.getEnumConstants();
        return Arrays.stream(all)
                .filter(one -> words.apply(one).equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> ApiException.badParameter(name + " must be one of "
                        + Arrays.stream(all).map(words).collect(Collectors.joining(", "))));
    }

    /** Refuses any other value of the query than these. */
    static void oneOf(Context ctx, String name, String... words) {
        String value = text(ctx, name);
        if (value != null && !List.of(words).contains(value)) {
            throw ApiException.badParameter(name + " must be one of " + String.join(", ", words));
        }
    }

    static int limit(Context ctx) {
        return (int) number(ctx, "limit", USUAL, 1, MOST);
    }

    static long number(Context ctx, String name, long usual, long least, long most) {
        String value = text(ctx, name);
        if (value == null) {
            return usual;
        }
        String wrong = name + " must be a whole number from " + least + " to " + most;
        if (!value.matches("\\d{1,18}")) {
            throw ApiException.badParameter(wrong);
        }
        long number = Long.parseLong(value);
        if (number < least || number > most) {
            throw ApiException.badParameter(wrong);
        }
        return number;
    }

    static boolean flag(Context ctx, String name, boolean usual) {
        Boolean value = truth(ctx, name);
        return value == null ? usual : value;
    }

    /**
     * The tenant that a filter means: the one asked for, or the caller's own; null is all, for an operator. One that
     * the caller may not know of does not exist.
     */
    static @Nullable String tenant(Context ctx) {
        String asked = text(ctx, "tenant");
        if (asked != null) {
            Access.requireSight(ctx, asked);
        }
        return asked != null || Access.operator(Access.of(ctx)) ? asked : Access.of(ctx).tenant();
    }

    static EventFilter events(Context ctx) {
        return new EventFilter(tenant(ctx), text(ctx, "repository"), text(ctx, "run"));
    }
}
