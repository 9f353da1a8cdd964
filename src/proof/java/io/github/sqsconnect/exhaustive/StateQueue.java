package io.github.sqsconnect.exhaustive;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.stream.IntStream;

/** States that the search still has to continue from, those with fewer faults first. */
final class StateQueue {
  /** The numbers of the states, by their faults. */
  private final Queue<Integer>[] queues;

  private int lowest;

  @SuppressWarnings("unchecked")
  StateQueue(int mostFaults) {
    queues =
        IntStream.rangeClosed(0, mostFaults)
            .mapToObj(faults -> new ArrayDeque<>())
            .toArray(Queue[]::new);
  }

  void add(int number, int faults) {
    queues[faults].add(number);
  }

  boolean isEmpty() {
    while (queues[lowest].isEmpty()) {
      if (lowest == queues.length - 1) {
        return true;
      }
      lowest++;
    }
    return false;
  }

  /** Removes the next one; call {@link #isEmpty()} first. */
  int next() {
    return queues[lowest].remove();
  }
}
