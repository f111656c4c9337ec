package io.headrace.connector;

import io.headrace.model.Observed;
import java.nio.file.Path;
import java.time.InstantSource;

/** A server that makes local machines, and deletes the even ones, as fast as it can, until it is killed. */
final class LocalCrashVictim {

    static final String USER_DATA = "#!/bin/sh\necho $$ >>starts\nexec sleep 600\n";

    private LocalCrashVictim() {}

    /**
     * @param run a word of its own for each run of the test: what another one left behind has other marks
     */
    static CreateRequest request(String run, int i) {
        return ConnectorContract.request("web." + i, run + "-" + i, USER_DATA);
    }

    public static void main(String[] arguments) {
        try (Connector connector = new LocalProvider().open(new Account(ConnectorContract.ACCOUNT,
                ConnectorContract.SERVER, "{}", null, Path.of(arguments[0]), InstantSource.system()))) {
            for (int i = 1; i <= 1000; i++) {
                Observed.Machine machine = connector.create(request(arguments[1], i));
                if (i % 2 == 0) {
                    connector.delete(machine.id());
                }
            }
        }
    }
}
