package io.headrace;

import io.headrace.model.Plural;
import io.headrace.model.Problem;
import io.headrace.yaml.YamlLimits;
import io.headrace.yaml.YamlReader;
import io.headrace.yaml.YamlText;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again and hands it to the server. One with problems changes nothing, nor does one that is empty or
 * just being written: what is missing in it would be taken for what somebody removed.
 */
final class Reload implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);
    private static final int LOOKS = 20;

    private final ConfigFile source;
    private final Map<String, String> environment;
    private final Collection<String> connectors;
    private final Consumer<ServerConfig> server;
    private final Runnable pause;
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * @param server takes up what is read
     * @param pause lets time pass in which whoever writes the file goes on
     */
    Reload(ConfigFile source, ConfigOption from, Consumer<ServerConfig> server, Runnable pause) {
        this.source = source;
        this.environment = from.environment;
        this.connectors = from.connectors;
        this.server = server;
        this.pause = pause;
    }

    @Override
    public void run() {
        take().ifPresent(refusal -> LOG.error("the configuration stays as it was: {}", refusal));
    }

    /** Why nothing was taken up, or nothing. */
    Optional<String> take() {
        lock.lock();
        try {
            byte[] text = settled();
            return empty(text)
                    ? Optional.of(source.name() + " is empty")
                    : take(source.read(text, environment, connectors));
        } catch (CannotException cannot) {
            return Optional.of(String.valueOf(cannot.getMessage()));
        } finally {
            lock.unlock();
        }
    }

    private Optional<String> take(ConfigRead read) {
        return switch (read) {
            case ConfigRead.Valid(ServerConfig config, var warnings) -> {
                warnings.forEach(warning -> LOG.warn("{}", warning));
                server.accept(config);
                yield Optional.empty();
            }
            case ConfigRead.Invalid(var problems) -> {
                problems.forEach((Problem problem) -> LOG.error("{}", problem));
                yield Optional.of("the file has " + Plural.of(problems.size(), "problem"));
            }
        };
    }

    /** The file's text when it is the same before and after a pause; half a file may be valid too. */
    private byte[] settled() {
        byte[] before = source.text();
        for (int look = 0; look < LOOKS; look++) {
            pause.run();
            byte[] now = source.text();
            if (Arrays.equals(before, now)) {
                return now;
            }
            before = now;
        }
        throw new CannotException(
                source.name() + " is being written all the time; send SIGHUP again when that is over");
    }

    private boolean empty(byte[] text) {
        YamlText read = YamlReader.read(source.name(), text, YamlLimits.DEFAULT);
        return read.documents().isEmpty() && read.problems().isEmpty();
    }
}
