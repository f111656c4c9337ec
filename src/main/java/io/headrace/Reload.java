package io.headrace;

import io.headrace.model.Plural;
import io.headrace.model.Problem;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the configuration again and hands it to the server; one with problems changes nothing. */
final class Reload implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private final ConfigFile source;
    private final Map<String, String> environment;
    private final Collection<String> connectors;
    private final Running server;
    private final ReentrantLock lock = new ReentrantLock();

    Reload(ConfigFile source, Map<String, String> environment, Collection<String> connectors, Running server) {
        this.source = source;
        this.environment = Map.copyOf(environment);
        this.connectors = connectors;
        this.server = server;
    }

    @Override
    public void run() {
        lock.lock();
        try {
            switch (source.read(environment, connectors)) {
                case ConfigRead.Valid(ServerConfig config, var warnings) -> {
                    warnings.forEach(warning -> LOG.warn("{}", warning));
                    server.reload(config);
                }
                case ConfigRead.Invalid(var problems) -> refuse(problems);
            }
        } catch (CannotException cannot) {
            LOG.error("the configuration stays as it was: {}", cannot.getMessage());
        } finally {
            lock.unlock();
        }
    }

    private static void refuse(Collection<Problem> problems) {
        problems.forEach(problem -> LOG.error("{}", problem));
        LOG.error("the configuration stays as it was: the file has {}", Plural.of(problems.size(), "problem"));
    }
}
