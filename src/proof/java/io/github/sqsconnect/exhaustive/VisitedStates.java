package io.github.sqsconnect.exhaustive;

import java.util.Arrays;

/**
 * All states seen so far, numbered in the order in which they were reached, with the path to each.
 *
 * <p>A state is not new if an earlier one has the same fingerprint, no more faults, and no more
 * hidden state. Everything that can go wrong from the new state can go wrong from the earlier one.
 */
final class VisitedStates {
  private long[] highs = new long[1024];
  private long[] lows = new long[1024];
  private long[] hidden = new long[1024];
  private int[] nexts = new int[1024];
  private int[] parents = new int[1024];
  private int[] ends = new int[1024];
  private byte[] faults = new byte[1024];
  private boolean[] betweenCalls = new boolean[1024];
  private byte[] choices = new byte[4096];
  private int[] heads = new int[4096];
  private int size;
  private int fingerprints;

  int size() {
    return size;
  }

  /** How many differ in more than hidden state and faults. */
  int fingerprints() {
    return fingerprints;
  }

  boolean isBetweenCalls(int number) {
    return betweenCalls[number];
  }

  /**
   * Adds a state with the path to it.
   *
   * @return its number; if it is not new, {@code ~number} of the earlier state
   */
  int add(VisitedState state, int parent, byte[] way) {
    int head = slot(state.high(), state.low());
    for (int at = heads[head] - 1; at >= 0; at = nexts[at] - 1) {
      if (faults[at] <= state.faults() && (hidden[at] & ~state.hidden()) == 0) {
        return ~at;
      }
    }
    if (size == highs.length) {
      grow();
    }
    int number = size++;
    fingerprints += heads[head] == 0 ? 1 : 0;
    highs[number] = state.high();
    lows[number] = state.low();
    hidden[number] = state.hidden();
    faults[number] = (byte) state.faults();
    betweenCalls[number] = state.isBetweenCalls();
    nexts[number] = heads[head];
    parents[number] = parent;
    heads[head] = number + 1;
    remember(number, way);
    if (fingerprints * 2 > heads.length) {
      rehash();
    }
    return number;
  }

  private void remember(int number, byte[] way) {
    int start = number == 0 ? 0 : ends[number - 1];
    if (start + way.length > choices.length) {
      choices = Arrays.copyOf(choices, choices.length * 2);
    }
    System.arraycopy(way, 0, choices, start, way.length);
    ends[number] = start + way.length;
  }

  int faults(int number) {
    return faults[number];
  }

  /** Whether a later state makes it unnecessary to continue from this one. */
  boolean isSuperseded(int number) {
    for (int at = heads[slot(highs[number], lows[number])] - 1; at >= 0; at = nexts[at] - 1) {
      if (at != number && faults[at] <= faults[number] && (hidden[at] & ~hidden[number]) == 0) {
        return true;
      }
    }
    return false;
  }

  /** All choices from the start to a state. */
  byte[] path(int number) {
    int length = 0;
    for (int at = number; at >= 0; at = parents[at]) {
      length += ends[at] - start(at);
    }
    byte[] path = new byte[length];
    for (int at = number; at >= 0; at = parents[at]) {
      int own = ends[at] - start(at);
      length -= own;
      System.arraycopy(choices, start(at), path, length, own);
    }
    return path;
  }

  private int start(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  private int slot(long high, long low) {
    int slot = (int) high & heads.length - 1;
    while (heads[slot] != 0 && (highs[heads[slot] - 1] != high || lows[heads[slot] - 1] != low)) {
      slot = slot + 1 & heads.length - 1;
    }
    return slot;
  }

  private void grow() {
    int length = size * 2;
    highs = Arrays.copyOf(highs, length);
    lows = Arrays.copyOf(lows, length);
    hidden = Arrays.copyOf(hidden, length);
    nexts = Arrays.copyOf(nexts, length);
    parents = Arrays.copyOf(parents, length);
    ends = Arrays.copyOf(ends, length);
    faults = Arrays.copyOf(faults, length);
    betweenCalls = Arrays.copyOf(betweenCalls, length);
  }

  private void rehash() {
    int[] old = heads;
    heads = new int[old.length * 2];
    for (int head : old) {
      if (head != 0) {
        heads[slot(highs[head - 1], lows[head - 1])] = head;
      }
    }
  }
}
