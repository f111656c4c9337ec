package io.headrace.http;

import io.headrace.model.Known;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The query parameters that a route takes, stated with the route; any other is refused, as a filter that is misspelt
 * would be a list of everything. A route that states none takes {@code fields} when it is asked, and nothing else.
 */
record Query(List<String> names) implements RouteRole {

    private static final Query FIELDS = of("fields");
    private static final Query NONE = of();

    Query {
        names = List.copyOf(names);
    }

    static Query of(String... names) {
        return new Query(List.of(names));
    }

    /** Those of a list, which has filters. */
    static Query ofList(Iterable<String> filters) {
        List<String> names = new ArrayList<>();
        filters.forEach(names::add);
        names.addAll(List.of("sort", "cursor", "limit", "fields"));
        return new Query(names);
    }

    /** Runs before each route: refuses what it does not take. */
    static void check(Context ctx) {
        // Agents, forges, GitHub's clients and browsers add what they like to the other addresses.
        if (ctx.path().startsWith("/api/v1/")) {
            Query taken = stated(ctx).orElse(ctx.req().getMethod().equals("GET") ? FIELDS : NONE);
            ctx.queryParamMap()
                    .keySet()
                    .stream()
                    .filter(name -> !taken.names.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw taken.refusal(name);
                    });
        }
    }

    private static Optional<Query> stated(Context ctx) {
        return ctx.routeRoles().stream().filter(Query.class::isInstance).map(Query.class::cast).findFirst();
    }

    private ApiException refusal(String name) {
        String known = names.isEmpty() ? "this address takes none" : Known.hint(name, names);
        return new ApiException(400, "unknown-parameter",
                "there is no query parameter " + Known.quote(name) + "; " + known,
                Map.of("known", names.stream().sorted().toList()));
    }
}
