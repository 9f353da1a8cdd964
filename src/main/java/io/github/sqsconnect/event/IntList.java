package io.github.sqsconnect.event;

import java.util.Arrays;

/** Growing ints without boxes. */
final class IntList {
  private int[] values = new int[16];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  int get(int place) {
    return values[place];
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }
}
