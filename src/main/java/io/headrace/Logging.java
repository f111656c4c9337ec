package io.headrace;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.util.Iterator;
import org.slf4j.LoggerFactory;

/** The form of the log: text as {@code logback.xml} says, or JSON documents, a line each. */
final class Logging {
    private Logging() {}

    /** From now on lines are documents with time, level, logger, thread, message, marks and failure. */
    static void json() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext();) {
                if (all.next() instanceof OutputStreamAppender<ILoggingEvent> stream) {
                    stream.stop();
                    stream.setEncoder(encoder(context));
                    stream.start();
                }
            }
        }
    }

    static JsonEncoder encoder(LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithFormattedMessage(true);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithSequenceNumber(false);
        encoder.setWithContext(false);
        encoder.start();
        return encoder;
    }
}
