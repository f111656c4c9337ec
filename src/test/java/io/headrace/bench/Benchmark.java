package io.headrace.bench;

import java.nio.file.Path;
import java.util.List;

/** One scene that is measured; it gets an empty folder, and leaves no process behind. */
interface Benchmark {

    List<Figure> measure(Path folder);
}
