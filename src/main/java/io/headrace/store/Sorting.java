package io.headrace.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * The keys that lists of a table can be sorted by, each with its columns: a whitelist, as names of columns cannot be
 * bound. Pages begin after the values of the last row, not at a number of rows, so that what comes and goes meanwhile
 * neither repeats nor hides others.
 */
final class Sorting {
    private final Sort own;
    private final Map<String, List<Column>> known = new LinkedHashMap<>();

    private record Column(String sql, boolean number) {}

    private record Term(String sql, boolean number, boolean falling) {}

    private record Row<T>(T item, List<String> key) {}

    /** A table whose rows differ in the columns of that order, in which they come when nothing else is asked for. */
    Sorting(String own) {
        this.own = Sort.of(own);
    }

    Sorting text(String name, String sql) {
        return add(name, new Column(sql, false));
    }

    Sorting number(String name, String sql) {
        return add(name, new Column(sql, true));
    }

    /** One more column; several of one name decide in their order. */
    private Sorting add(String name, Column column) {
        known.computeIfAbsent(name, _ -> new ArrayList<>()).add(column);
        return this;
    }

    Set<String> names() {
        return known.keySet();
    }

    /** The page of the rows that the conditions leave. */
    <T> Page<T> page(Handle handle, String columns, String table, Where where, PageRequest asked, RowMapper<T> mapper) {
        Sort order = asked.sort().then(own);
        List<Term> terms = terms(order);
        String cursor = asked.cursor();
        if (cursor != null) {
            after(where, terms, Cursor.read(cursor, order, terms.size()).key());
        }
        List<Row<T>> rows = where.bind(handle.createQuery("select %s%s from %s %s order by %s limit :limit".formatted(
                columns, aliases(terms), table, where.clause(), orderBy(terms))))
                .bind("limit", asked.limit() + 1)
                .map((row, context) -> new Row<>(mapper.map(row, context), key(row, terms.size())))
                .list();
        boolean more = rows.size() > asked.limit();
        List<Row<T>> shown = more ? rows.subList(0, asked.limit()) : rows;
        String next = more ? new Cursor(order, shown.getLast().key()).text() : null;
        return new Page<>(shown.stream().map(Row::item).toList(), next);
    }

    private List<Term> terms(Sort order) {
        List<Term> terms = new ArrayList<>();
        for (Sort.Key key : order.keys()) {
            for (Column column : known.getOrDefault(key.name(), List.of())) {
                terms.add(new Term(column.sql(), column.number(), key.falling()));
            }
        }
        return terms;
    }

    private static String aliases(List<Term> terms) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < terms.size(); i++) {
            text.append(", ").append(terms.get(i).sql()).append(" as sort").append(i);
        }
        return text.toString();
    }

    private static String orderBy(List<Term> terms) {
        return String.join(", ", terms.stream().map(term -> term.sql() + (term.falling() ? " desc" : "")).toList());
    }

    private static List<String> key(ResultSet row, int size) throws SQLException {
        List<String> key = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            key.add(row.getString("sort" + i));
        }
        return key;
    }

    private static void after(Where where, List<Term> terms, List<String> key) {
        boolean oneWay = terms.stream().map(Term::falling).distinct().count() == 1;
        where.and(oneWay ? afterRow(terms) : after(terms, 0), "after0", value(terms.getFirst(), key.getFirst()));
        for (int i = 1; i < terms.size(); i++) {
            where.with("after" + i, value(terms.get(i), key.get(i)));
        }
    }

    /** The comparison of whole rows, which an index can follow. */
    private static String afterRow(List<Term> terms) {
        String columns = terms.stream().map(Term::sql).collect(Collectors.joining(", "));
        String values = IntStream.range(0, terms.size()).mapToObj(i -> ":after" + i).collect(Collectors.joining(", "));
        return "(%s) %s (%s)".formatted(columns, terms.getFirst().falling() ? "<" : ">", values);
    }

    /** Rows after the key: in the first term, or equal there and in the rest; an index can follow the first half. */
    private static String after(List<Term> terms, int from) {
        Term term = terms.get(from);
        String further = "%s %s :after%d".formatted(term.sql(), term.falling() ? "<" : ">", from);
        if (from == terms.size() - 1) {
            return further;
        }
        String notBefore = further.replace(" :", "= :");
        return "(%s and (%s or %s))".formatted(notBefore, further, after(terms, from + 1));
    }

    private static Object value(Term term, String text) {
        if (!term.number()) {
            return text;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new CursorException();
        }
    }
}
