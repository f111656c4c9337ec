package io.headrace;

import io.headrace.connector.LocalProvider;
import io.headrace.reconcile.CrashPoint;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The program, which ends itself as SIGKILL would when it passes a crash point for the nth time. */
public final class KilledMain {
    private KilledMain() {}

    public static void main(String[] arguments) {
        CrashPoint where = CrashPoint.valueOf(System.getProperty("kill.at"));
        AtomicInteger left = new AtomicInteger(Integer.getInteger("kill.nth"));
        System.exit(Main.run(List.of(new LocalProvider()), point -> {
            if (point == where && left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(137);
            }
        }, arguments));
    }
}
