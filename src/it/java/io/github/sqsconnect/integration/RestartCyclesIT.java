package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.RunningConnector;
import io.github.sqsconnect.servers.RunningJvm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tasks that are restarted many times in one worker leave nothing behind. */
@ExtendWith(SharedServers.class)
final class RestartCyclesIT {
  private static final String NAME = "cycles";
  private static final int WARM_UP = 5;

  /** Restarts in each of the two halves. */
  private static final int CYCLES = TestLength.choose(10, 50);

  /** Packages of the connector and of its libraries. */
  private static final List<String> PLUGIN =
      List.of("io.github.sqsconnect.", "software.amazon.", "io.netty.");

  /**
   * Netty creates 32 of these when a thread is the first one that uses one of its arenas. There are
   * two arenas for each core, and each task has new threads.
   */
  private static final String CHUNK = "io.netty.buffer.IntPriorityQueue";

  /** Threads of the JVM and of the worker whose number varies. */
  private static final List<String> POOLS = List.of("CompilerThr", "qtp", "StartAndStopExecutor");

  /** Each instance contains the metrics of a task, of its queue, of a reason or of a cause. */
  private static final String METRICS = "io.github.sqsconnect.metrics.MetricSet";

  /** What a worker uses while one task runs and no request is in flight. */
  private record Usage(
      Map<String, Long> threads, long loaders, long sockets, long selectors, RunningJvm.Heap heap) {
    static Usage of(RunningJvm jvm) {
      RunningJvm.Heap heap = jvm.liveHeap();
      return new Usage(
          threads(jvm), heap.instancesOf(Usage::isLoader), jvm.sockets(), jvm.selectors(), heap);
    }

    private static Map<String, Long> threads(RunningJvm jvm) {
      Map<String, Long> counts = jvm.threadCounts();
      counts.keySet().removeIf(name -> POOLS.stream().anyMatch(name::contains));
      return counts;
    }

    /** Not counting the loaders that the JDK creates for reflection. */
    private static boolean isLoader(String type) {
      return type.endsWith("ClassLoader") && !type.endsWith("DelegatingClassLoader");
    }

    private long metrics() {
      return heap.instancesOf(METRICS::equals);
    }

    /** What has grown, each with both numbers. */
    Map<String, String> moreThan(Usage before) {
      Map<String, String> more = new TreeMap<>();
      threads.forEach(
          (name, count) -> note(more, "thread " + name, before.threads.get(name), count));
      note(more, "class loaders", before.loaders, loaders);
      note(more, "sockets", before.sockets, sockets);
      note(more, "selectors", before.selectors, selectors);
      return more;
    }

    private static void note(Map<String, String> more, String what, Long before, long now) {
      long earlier = before == null ? 0 : before;
      if (now > earlier) {
        more.put(what, earlier + " before, " + now + " now");
      }
    }

    @Override
    public String toString() {
      return "loaders=%d sockets=%d selectors=%d live_bytes=%d threads=%s"
          .formatted(loaders, sockets, selectors, heap.bytes(), threads);
    }

    /**
     * Classes of the plugin of which every cycle has left an instance. Both halves of the cycles
     * must show it: what is created later than the first reading, but only once, is not left
     * behind.
     */
    static Map<String, String> leftBehind(Usage before, Usage between, Usage after) {
      Map<String, String> left = new TreeMap<>();
      for (String type : after.heap.instances().keySet()) {
        List<Long> counts =
            Stream.of(before, between, after)
                .map(usage -> usage.heap.instances().getOrDefault(type, 0L))
                .toList();
        if (PLUGIN.stream().anyMatch(type::startsWith)
            && !type.equals(CHUNK)
            && counts.get(1) - counts.get(0) >= CYCLES
            && counts.get(2) - counts.get(1) >= CYCLES) {
          left.put(type, counts.toString());
        }
      }
      return left;
    }
  }

  @Test
  void restartsLeaveNoThreadLoaderSocketOrObjectBehind(LocalServers servers) {
    RunningJvm jvm = servers.worker().jvm();
    try (ScriptedSqs sqs = ScriptedSqs.setup().keepRequests(0).start()) {
      ScriptedQueue queue = sqs.queue(NAME);
      RunningConnector connector =
          RunningConnector.create(
              servers, NAME, ConnectorConfig.of(NAME, queue.url()), queue::size);
      connector.rest().awaitRunning(NAME);
      long withoutQueue = Usage.of(jvm).metrics();
      // A task registers the metrics of its queue up to a second after the first record.
      Predicate<Usage> settled = usage -> usage.metrics() > withoutQueue;
      deliver(connector);
      restart(connector, WARM_UP);
      Usage before = await("metrics of the queue", jvm, settled);
      restart(connector, CYCLES);
      Usage between = await("metrics of the queue", jvm, settled);
      restart(connector, CYCLES);

      Usage after =
          await(
              "as little usage as before",
              jvm,
              settled.and(usage -> usage.moreThan(before).isEmpty()));
      System.out.printf("%d cycles%nbefore: %s%nafter: %s%n", 2 * CYCLES, before, after);
      assertThat(servers.worker().taskLog(NAME, "event=started").size())
          .isGreaterThanOrEqualTo(1 + WARM_UP + 2 * CYCLES);
      assertThat(Usage.leftBehind(before, between, after)).isEmpty();
    } finally {
      servers.rest().delete(NAME);
    }
  }

  private static Usage await(String what, RunningJvm jvm, Predicate<Usage> wanted) {
    return Await.value(what, Duration.ofSeconds(60), () -> Usage.of(jvm), wanted);
  }

  private static void restart(RunningConnector connector, int times) {
    for (int i = 0; i < times; i++) {
      connector.rest().restart(NAME);
      connector.rest().awaitRunning(NAME);
      deliver(connector);
    }
  }

  /** Sends a record through the current task, so that it opens all its resources. */
  private static void deliver(RunningConnector connector) {
    int stored = connector.stored().getAsInt();
    connector.send("{\"n\":1}");
    connector.awaitStored(stored + 1);
  }
}
