package io.headrace.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The machine that a component wants on one cloud: image and offer as declared, cpu in cores, memory and disk in MiB,
 * ports that are open, and {@code options} as JSON text in the form of the connector's schema.
 */
public record MachineSpec(@Nullable String image, @Nullable String offer, @Nullable Integer cpu,
        @Nullable Integer memoryMiB, @Nullable Integer diskMiB, List<Ingress> ingress, String options) {

    public MachineSpec {
        ingress = List.copyOf(ingress);
    }

    /** One open TCP port and the network (CIDR) that may reach it. */
    public record Ingress(int port, String from) {}
}
