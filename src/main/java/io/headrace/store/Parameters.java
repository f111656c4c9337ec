package io.headrace.store;

import io.headrace.model.RunKey;
import java.util.List;
import java.util.Optional;

/** The values that instances of runs share, by (run, scope, name); an empty value is a value. */
public final class Parameters {
    private final Database database;

    public Parameters(Database database) {
        this.database = database;
    }

    public Optional<ParameterRow> find(RunKey run, String scope, String name) {
        return database.read(handle -> ParameterTable.find(handle, run, scope, name));
    }

    public void set(RunKey run, String scope, String name, String value, boolean sealed) {
        database.run(handle -> ParameterTable.set(handle, run,
                new ParameterRow(scope, name, value, sealed, database.now())));
    }

    /** Sets it unless it is set; returns what it is then. Of callers at the same time, all get the value of one. */
    public ParameterRow setOnce(RunKey run, String scope, String name, String value, boolean sealed) {
        return database.write(handle -> ParameterTable.find(handle, run, scope, name).orElseGet(() -> {
            ParameterRow row = new ParameterRow(scope, name, value, sealed, Columns.stored(database.now()));
            ParameterTable.set(handle, run, row);
            return row;
        }));
    }

    /** All of a run, by scope and name. */
    public List<ParameterRow> of(RunKey run) {
        return database.read(handle -> ParameterTable.of(handle, run));
    }

    /** Removes all of one scope: the instance is gone. */
    public void forget(RunKey run, String scope) {
        database.run(handle -> ParameterTable.forget(handle, run, scope));
    }
}
