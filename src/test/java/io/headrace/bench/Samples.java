package io.headrace.bench;

import java.util.Arrays;
import java.util.List;

/** Measured values of one kind, sorted. */
final class Samples {

    private final double[] sorted;

    private Samples(double[] values) {
        sorted = values.clone();
        Arrays.sort(sorted);
    }

    static Samples of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return new Samples(values);
    }

    static Samples of(List<Double> values) {
        return of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    double median() {
        return quantile(0.5);
    }

    /** The smallest value that at least that share of all values does not exceed. */
    double quantile(double share) {
        return sorted[Math.clamp((long) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
    }

    int count() {
        return sorted.length;
    }
}
