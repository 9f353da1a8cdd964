package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.endpoint.EndpointProcess;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.RunningJvm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tasks that come and go in one worker, as under an operator who restarts what fails. */
@ExtendWith(SharedServers.class)
final class RestartCyclesIT {
  private static final String NAME = "cycles";
  private static final int WARM_UP = 5;
  private static final int CYCLES = Form.of(20, 100);

  /** Packages of the plugin: its own and those of the libraries it brings. */
  private static final List<String> PLUGIN =
      List.of("io.github.sqsconnect.", "software.amazon.", "io.netty.");

  /** Pools of the JVM and of the worker, which grow and shrink of their own accord. */
  private static final List<String> POOLS = List.of("CompilerThr", "qtp", "StartAndStopExecutor");

  /** What a worker holds while one task runs and nothing is under way. */
  private record Holdings(
      Map<String, Long> threads, long loaders, long sockets, long selectors, RunningJvm.Heap heap) {
    static Holdings of(RunningJvm jvm) {
      RunningJvm.Heap heap = jvm.liveHeap();
      return new Holdings(
          threads(jvm), heap.instancesOf(Holdings::isLoader), jvm.sockets(), jvm.selectors(), heap);
    }

    /** By name without numbers. */
    private static Map<String, Long> threads(RunningJvm jvm) {
      return jvm.threads().stream()
          .map(name -> name.replaceAll("[0-9a-f]*[0-9][0-9a-f]*", "#"))
          .filter(name -> POOLS.stream().noneMatch(name::contains))
          .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }

    /** The JDK makes loaders of its own for reflection, as many as it likes. */
    private static boolean isLoader(String type) {
      return type.endsWith("ClassLoader") && !type.endsWith("DelegatingClassLoader");
    }

    /** What there is more of than before: each with both numbers. */
    Map<String, String> moreThan(Holdings before) {
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

    /** Classes of the plugin of which every cycle has left an instance behind. */
    Map<String, String> leftBehind(Holdings before, int cycles) {
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
    servers.topics().create(NAME, 1);
    RunningJvm jvm = servers.worker().jvm();
    ConnectRest rest = servers.worker().rest();
    try (EndpointProcess endpoint = EndpointProcess.start()) {
      rest.put(NAME, TestConnector.config(NAME, endpoint.queueUrl(NAME)));
      deliver(servers, endpoint, 1);
      for (int cycle = 0; cycle < WARM_UP; cycle++) {
        restart(servers, endpoint);
      }
      Holdings before = Holdings.of(jvm);
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        restart(servers, endpoint);
      }

      Holdings after =
          await("as little as before")
              .atMost(Duration.ofSeconds(60))
              .pollInterval(Duration.ofSeconds(2))
              .until(() -> Holdings.of(jvm), now -> now.moreThan(before).isEmpty());
      System.out.printf("%d cycles%nbefore: %s%nafter: %s%n", CYCLES, before, after);
      assertThat(starts(servers)).isGreaterThanOrEqualTo(1 + WARM_UP + CYCLES);
      assertThat(after.leftBehind(before, CYCLES)).isEmpty();
    } finally {
      rest.delete(NAME);
    }
  }

  private static long starts(LocalServers servers) {
    return servers
        .worker()
        .logText()
        .lines()
        .filter(line -> line.contains("[" + NAME + "|task-0") && line.contains("event=started"))
        .count();
  }

  private static void restart(LocalServers servers, EndpointProcess endpoint) {
    int stored = endpoint.messages(NAME).size();
    servers.worker().rest().restart(NAME);
    servers.worker().rest().awaitRunning(NAME);
    deliver(servers, endpoint, stored + 1);
  }

  /** A record through the task of the day, so that it has opened all that it opens. */
  private static void deliver(LocalServers servers, EndpointProcess endpoint, int count) {
    servers.topics().sendAll(List.of(new ProducerRecord<>(NAME, "{\"n\":1}".getBytes(UTF_8))));
    await("message " + count)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> endpoint.messages(NAME).size() >= count);
  }
}
