package io.headrace.telemetry;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what the library says, which is how the collector fails, into the server's log instead of beside it. */
final class LibraryLog extends Handler {
    private static final Logger LOG = LoggerFactory.getLogger("io.headrace.telemetry");
    /** Held here, as the JDK forgets loggers that nobody holds. */
    private static final java.util.logging.Logger LIBRARY = java.util.logging.Logger.getLogger("io.opentelemetry");

    private LibraryLog() {}

    static void install() {
        LIBRARY.setUseParentHandlers(false);
        for (Handler old : LIBRARY.getHandlers()) {
            LIBRARY.removeHandler(old);
        }
        LIBRARY.addHandler(new LibraryLog());
    }

    @Override
    public void publish(LogRecord line) {
        Throwable thrown = line.getThrown();
        LOG.warn("traces are not sent to telemetry.otlp: {}{}", line.getMessage().strip(),
                thrown == null ? "" : " (" + first(thrown) + ")");
    }

    private static Throwable first(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? thrown : first(cause);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
