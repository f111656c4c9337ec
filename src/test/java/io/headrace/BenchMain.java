package io.headrace;

import io.headrace.bench.BenchClouds;
import io.headrace.reconcile.CrashPoints;

/** The program with the connector {@code bench}, whose machines are in the folder that the property names. */
public final class BenchMain {
    private BenchMain() {}

    public static void main(String[] arguments) {
        System.exit(Main.run(BenchClouds.providers(), CrashPoints.NONE, arguments));
    }
}
