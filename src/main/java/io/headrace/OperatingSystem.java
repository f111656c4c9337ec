package io.headrace;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signals of the operating system, where it has them. */
final class OperatingSystem {
    private static final Logger LOG = LoggerFactory.getLogger(OperatingSystem.class);

    private OperatingSystem() {}

    /**
     * From now on the signal of that name ({@code HUP}) runs this, each time on a thread of its own, in place of what it
     * does by default. By reflection, as Java has no other than an unsupported interface to signals.
     */
    static void on(String signal, Runnable act) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(handlers.getClassLoader(), new Class<?>[]{handlers},
                    (proxy, method, arguments) -> answer(proxy, method, arguments, act));
            signals.getMethod("handle", signals, handlers)
                    .invoke(null, signals.getConstructor(String.class).newInstance(signal), handler);
        } catch (InvocationTargetException taken) {
            LOG.info("SIG{} cannot be listened to: {}", signal, String.valueOf(taken.getCause()));
        } catch (ReflectiveOperationException absent) {
            LOG.info("SIG{} cannot be listened to here: {}", signal, absent.toString());
        }
    }

    private static @Nullable Object answer(Object proxy, Method method, @Nullable Object[] arguments, Runnable act) {
        return switch (method.getName()) {
            case "handle" -> {
                act.run();
                yield null;
            }
            case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "a handler of signals";
        };
    }
}
