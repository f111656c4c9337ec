package io.headrace.http;

import io.headrace.store.Cursor;
import io.headrace.store.Page;
import io.headrace.store.PageRequest;
import io.headrace.store.Sort;
import io.javalin.http.Context;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * One list of the interface, described once: what its items are, what it is sorted and filtered by. From it come pages,
 * their cursors, {@code sort}, {@code fields} and the filters, so that all lists are asked alike.
 *
 * <p>
 * A list that a table holds is sorted and cut by the store; one in memory here, by the components of its views.
 */
final class Listing<T extends Record> {

    private final Components<T> components;
    private final Sort own;
    private final Set<String> filters;

    private Listing(Components<T> components, Sort own, Set<String> filters) {
        this.components = components;
        this.own = own;
        this.filters = filters;
    }

    /**
     * Views of that type, which differ in the components of the order ({@code scope,name}, {@code -createdAt,id}).
     */
    static <T extends Record> Listing<T> of(Class<T> type, String order) {
        return new Listing<>(new Components<>(type), Sort.of(order), Set.of());
    }

    /** The same, filtered by the values of these components. */
    Listing<T> filteredBy(String... names) {
        return new Listing<>(components, own, new LinkedHashSet<>(List.of(names)));
    }

    /** The same without a component that lists do not show. */
    Listing<T> without(String name) {
        return new Listing<>(components.without(name), own, filters);
    }

    /** What it can be asked with: its filters here, those that others apply, and what all lists take. */
    Query query(String... others) {
        Set<String> all = new LinkedHashSet<>(filters);
        all.addAll(List.of(others));
        return Query.ofList(all);
    }

    /** The page of a list in memory that is asked for. */
    Items<T> page(Context ctx, Collection<T> all) {
        Sort asked = sort(ctx, components.plain());
        Sort order = asked.then(own);
        String cursor = Asked.text(ctx, "cursor");
        List<String> after = cursor == null ? null : Cursor.read(cursor, order, order.keys().size()).key();
        int limit = Asked.limit(ctx);
        Comparator<List<String>> comparator = comparator(order);
        List<T> found = filtered(ctx, all).stream()
                .filter(one -> after == null || comparator.compare(key(order, one), after) > 0)
                .sorted((one, other) -> comparator.compare(key(order, one), key(order, other)))
                .limit(limit + 1L)
                .toList();
        boolean more = found.size() > limit;
        List<T> shown = more ? found.subList(0, limit) : found;
        String next = more ? new Cursor(order, key(order, shown.getLast())).text() : null;
        return new Items<>(shown, next, components.names());
    }

    /** What is asked of a list that the store sorts by those keys. */
    static PageRequest request(Context ctx, Collection<String> sortKeys) {
        return new PageRequest(sort(ctx, sortKeys), Asked.text(ctx, "cursor"), Asked.limit(ctx));
    }

    /** The store's page of a list, as views. */
    <R> Items<T> of(Page<R> page, Function<R, T> view) {
        return new Items<>(page.items().stream().map(view).toList(), page.next(), components.names());
    }

    private static Sort sort(Context ctx, Collection<String> known) {
        String asked = Asked.text(ctx, "sort");
        return asked == null ? Sort.OWN : Sort.parse(asked, known);
    }

    private List<T> filtered(Context ctx, Collection<T> all) {
        List<T> left = List.copyOf(all);
        for (String name : filters) {
            String wanted = Asked.text(ctx, name);
            if (wanted != null) {
                left = left.stream().filter(one -> components.text(one, name).equals(wanted)).toList();
            }
        }
        return left;
    }

    private List<String> key(Sort order, T one) {
        return order.keys().stream().map(key -> components.sortable(one, key.name())).toList();
    }

    private static Comparator<List<String>> comparator(Sort order) {
        return (one, other) -> {
            for (int i = 0; i < order.keys().size(); i++) {
                int difference = NaturalOrder.compare(one.get(i), other.get(i));
                if (difference != 0) {
                    return order.keys().get(i).falling() ? -difference : difference;
                }
            }
            return 0;
        };
    }
}
