package io.headrace.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The processes of a test's local instances, as the operating system shows them. */
final class Machines {

    private Machines() {}

    /** Ids of all processes whose environment names a folder below this one as their home. */
    static List<Long> below(Path folder) {
        byte[] mark = ("HEADRACE_HOME=" + folder).getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .filter(path -> new String(environment(path), StandardCharsets.ISO_8859_1)
                            .contains(new String(mark, StandardCharsets.ISO_8859_1)))
                    .map(path -> Long.valueOf(path.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The processes that run the agent script for a folder below this one, with the moment of their start. */
    static Map<Long, String> agents(Path folder) {
        Map<Long, String> agents = new TreeMap<>();
        for (long id : below(folder)) {
            ProcessHandle.of(id)
                    .map(ProcessHandle::info)
                    .filter(info -> info.arguments().map(List::of).orElse(List.of()).contains("run"))
                    .ifPresent(info -> agents.put(id, String.valueOf(info.startInstant())));
        }
        return agents;
    }

    static void killBelow(Path folder) {
        for (int i = 0; i < 5; i++) {
            below(folder).forEach(id -> ProcessHandle.of(id).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    private static byte[] environment(Path process) {
        try {
            return Files.readAllBytes(process.resolve("environ"));
        } catch (IOException gone) {
            return new byte[0];
        }
    }
}
