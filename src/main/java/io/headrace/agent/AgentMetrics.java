package io.headrace.agent;

import io.headrace.model.InstanceKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** The latest figures of instances, in memory only: what agents send with their polls and recipes on their own. */
public final class AgentMetrics {

    private static final int MOST_SAMPLES = 120;

    private final ConcurrentHashMap<InstanceKey, Deque<Sample>> rings = new ConcurrentHashMap<>();

    /** One figure at one time. Those of the agent are {@code cpu}, {@code memory}, {@code disk}, in percent. */
    public record Sample(String name, double value, Instant at) {}

    void add(InstanceKey instance, Sample sample) {
        rings.compute(instance, (key, ring) -> {
            Deque<Sample> samples = ring == null ? new ArrayDeque<>() : ring;
            if (samples.size() == MOST_SAMPLES) {
                samples.removeFirst();
            }
            samples.addLast(sample);
            return samples;
        });
    }

    /** The latest samples, oldest first. */
    public List<Sample> of(InstanceKey instance) {
        List<Sample> found = new java.util.ArrayList<>();
        rings.computeIfPresent(instance, (key, ring) -> {
            found.addAll(ring);
            return ring;
        });
        return List.copyOf(found);
    }

    /** Drops those of an instance that is gone. */
    public void forget(InstanceKey instance) {
        rings.remove(instance);
    }
}
