package io.github.sqsconnect.chaos;

import io.github.sqsconnect.servers.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Checks that a deleted connector has left no thread and no memory in a worker. */
final class LeakCheck {
  /** How many threads a worker's own pools may add: HTTP, herder, Kafka clients. */
  private static final int ADDITIONAL_THREADS = 20;

  /** For the classes of the plugin, and what the worker stores about connectors. */
  private static final long ADDITIONAL_HEAP_MIB = 48;

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> THREADS_OF_THE_PLUGIN =
      List.of("sqs-sink-", "sdk-", "aws-", "globalEventExecutor", "idle-connection-reaper");

  private final String connector;
  private final List<String> measured = new ArrayList<>();

  LeakCheck(String connector) {
    this.connector = connector;
  }

  /** Waits until nothing is left, and returns what is left at the end. */
  List<String> awaitNone(ClusterWorker worker) {
    if (!Await.within(LIMIT, () -> threads(worker).isEmpty())) {
      return List.of("threads left in worker " + worker.number() + ": " + threads(worker));
    }

    int threads = worker.additionalThreads();
    long heap = worker.additionalHeapMib();
    measured.add(
        String.format(
            Locale.ROOT, "worker %d: %+d threads, %+d MiB", worker.number(), threads, heap));
    List<String> leaks = new ArrayList<>();
    if (threads > ADDITIONAL_THREADS) {
      leaks.add(threads + " additional threads in worker " + worker.number());
    }
    if (heap > ADDITIONAL_HEAP_MIB) {
      leaks.add(heap + " MiB additional heap in worker " + worker.number());
    }
    return leaks;
  }

  private List<String> threads(ClusterWorker worker) {
    return worker.jvm().threads().stream()
        .filter(
            name ->
                name.contains(connector)
                    || THREADS_OF_THE_PLUGIN.stream().anyMatch(name::startsWith))
        .toList();
  }

  @Override
  public String toString() {
    return String.join(", ", measured);
  }
}
