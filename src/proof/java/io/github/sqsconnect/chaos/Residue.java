package io.github.sqsconnect.chaos;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What a deleted connector has left in a worker: nothing, within what workers vary by themselves.
 */
final class Residue {
  /** A worker's own pools grow by need: HTTP threads, herder threads, Kafka clients. */
  static final int MORE_THREADS = 20;

  /** Classes of the plugin, loaded once, and what the worker keeps about connectors. */
  static final long MORE_HEAP_MIB = 48;

  private static final List<String> OURS =
      List.of("sqs-sink-", "sdk-", "aws-", "globalEventExecutor", "idle-connection-reaper");

  private final String connector;
  private final List<String> seen = new ArrayList<>();

  Residue(String connector) {
    this.connector = connector;
  }

  /** Waits until nothing is left; otherwise tells what is. */
  List<String> awaitNone(Member member, Duration limit) {
    try {
      await().atMost(limit).until(() -> threads(member).isEmpty());
    } catch (ConditionTimeoutException e) {
      return List.of("threads left in worker " + member.number() + ": " + threads(member));
    }
    int threads = member.moreThreads();
    long heap = member.moreHeapMib();
    seen.add(
        String.format(
            Locale.ROOT, "worker %d: %+d threads, %+d MiB", member.number(), threads, heap));
    List<String> violations = new ArrayList<>();
    if (threads > MORE_THREADS) {
      violations.add(threads + " more threads in worker " + member.number());
    }
    if (heap > MORE_HEAP_MIB) {
      violations.add(heap + " MiB more heap in worker " + member.number());
    }
    return violations;
  }

  private List<String> threads(Member member) {
    return member.threadNames().stream()
        .filter(name -> name.contains(connector) || OURS.stream().anyMatch(name::startsWith))
        .toList();
  }

  @Override
  public String toString() {
    return String.join(", ", seen);
  }
}
