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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tasks that are restarted many times in one worker leave nothing behind. */
@ExtendWith(SharedServers.class)
final class RestartCyclesIT {
  private static final String NAME = "cycles";
  private static final int WARM_UP = 5;
  private static final int CYCLES = TestLength.choose(20, 100);

  /** Packages of the connector and of its libraries. */
  private static final List<String> PLUGIN =
      List.of("io.github.sqsconnect.", "software.amazon.", "io.netty.");

  /** Threads of the JVM and of the worker whose number varies. */
  private static final List<String> POOLS = List.of("CompilerThr", "qtp", "StartAndStopExecutor");

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

    /** Classes of the plugin of which every cycle has left an instance. */
    Map<String, String> leftBehind(Usage before, int cycles) {
      Map<String, String> left = new TreeMap<>();
      heap.instances()
          .forEach(
              (type, count) -> {
                long earlier = before.heap.instances().getOrDefault(type, 0L);
                if (PLUGIN.stream().anyMatch(type::startsWith) && count - earlier >= cycles) {
                  left.put(type, earlier + " before, " + count + " now");
                }
              });
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
      deliver(connector);
      for (int cycle = 0; cycle < WARM_UP; cycle++) {
        restart(connector);
      }
      Usage before = Usage.of(jvm);
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        restart(connector);
      }

      Usage after =
          Await.value(
              "as little usage as before",
              Duration.ofSeconds(60),
              () -> Usage.of(jvm),
              now -> now.moreThan(before).isEmpty());
      System.out.printf("%d cycles%nbefore: %s%nafter: %s%n", CYCLES, before, after);
      assertThat(servers.worker().taskLog(NAME, "event=started").size())
          .isGreaterThanOrEqualTo(1 + WARM_UP + CYCLES);
      assertThat(after.leftBehind(before, CYCLES)).isEmpty();
    } finally {
      servers.rest().delete(NAME);
    }
  }

  private static void restart(RunningConnector connector) {
    connector.rest().restart(NAME);
    connector.rest().awaitRunning(NAME);
    deliver(connector);
  }

  /** Sends a record through the current task, so that it opens all its resources. */
  private static void deliver(RunningConnector connector) {
    int stored = connector.stored().getAsInt();
    connector.send("{\"n\":1}");
    connector.awaitStored(stored + 1);
  }
}
