package io.headrace.http;

import io.headrace.model.Names;
import io.headrace.model.Phase;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import io.headrace.store.EventFilter;
import io.javalin.http.Context;
import java.util.Arrays;
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

    /** A value of the query, null when it is absent or empty. */
    static @Nullable String text(Context ctx, String name) {
        String value = ctx.queryParam(name);
        return value == null || value.isEmpty() ? null : value;
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
        String value = text(ctx, name);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw ApiException.badParameter(name + " must be true or false");
        }
        return value == null ? usual : value.equals("true");
    }

    static @Nullable Phase phase(Context ctx) {
        String value = text(ctx, "phase");
        if (value == null) {
            return null;
        }
        return Arrays.stream(Phase.values())
                .filter(phase -> phase.toString().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> ApiException.badParameter("phase must be one of "
                        + Arrays.stream(Phase.values()).map(Phase::toString).collect(Collectors.joining(", "))));
    }

    /** The tenant that a filter means: the one asked for, or the caller's own; null is all, for an operator. */
    static @Nullable String tenant(Context ctx) {
        String asked = text(ctx, "tenant");
        return asked != null || Access.operator(Access.of(ctx)) ? asked : Access.of(ctx).tenant();
    }

    static EventFilter events(Context ctx) {
        return new EventFilter(tenant(ctx), text(ctx, "repository"), text(ctx, "run"));
    }
}
