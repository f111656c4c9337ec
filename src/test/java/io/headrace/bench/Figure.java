package io.headrace.bench;

/**
 * One measured figure.
 *
 * @param budget what the design allows; 0 where it names no figure
 * @param judged the value that is held against the budget: the median, the p95 or the p99, as {@code of} says
 */
record Figure(String what, String unit, double budget, String of, double judged, double median, double p99,
        int samples) {

    static Figure median(String what, String unit, double budget, Samples samples) {
        return new Figure(what, unit, budget, "median", samples.median(), samples.median(), samples.quantile(0.99),
                samples.count());
    }

    static Figure quantile(String what, String unit, double budget, double share, Samples samples) {
        return new Figure(what, unit, budget, "p%.0f".formatted(share * 100), samples.quantile(share),
                samples.median(), samples.quantile(0.99), samples.count());
    }

    /** A figure that was measured once. */
    static Figure single(String what, String unit, double budget, double value) {
        return median(what, unit, budget, Samples.of(value));
    }

    String verdict() {
        return budget == 0 ? "-" : judged <= budget ? "met" : "missed, %.1f x".formatted(judged / budget);
    }
}
