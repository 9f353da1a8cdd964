package io.github.sqsconnect.exhaustive;

/** OutcomeStates that are still to be gone on from, those with fewer faults first. */
final class StateQueue {
  private final int[][] queues;
  private final int[] heads;
  private final int[] tails;
  private int lowest;

  StateQueue(int mostFaults) {
    queues = new int[mostFaults + 1][1024];
    heads = new int[mostFaults + 1];
    tails = new int[mostFaults + 1];
  }

  void add(int number, int faults) {
    if (tails[faults] == queues[faults].length) {
      compact(faults);
    }
    queues[faults][tails[faults]++] = number;
  }

  private void compact(int faults) {
    int left = tails[faults] - heads[faults];
    int[] from = queues[faults];
    int[] to = left * 2 > from.length ? new int[from.length * 2] : from;
    System.arraycopy(from, heads[faults], to, 0, left);
    queues[faults] = to;
    heads[faults] = 0;
    tails[faults] = left;
  }

  boolean isEmpty() {
    while (heads[lowest] == tails[lowest]) {
      if (lowest == queues.length - 1) {
        return true;
      }
      lowest++;
    }
    return false;
  }

  /** Takes the next one out; call {@link #isEmpty()} first. */
  int next() {
    return queues[lowest][heads[lowest]++];
  }
}
