package io.github.sqsconnect.json;

import java.util.Arrays;

/** A growing list of ints without boxing. */
public final class IntList {
  /** A longer array is released, so that one large record does not keep memory occupied. */
  private static final int KEPT = 1 << 16;

  private int[] values = new int[16];
  private int size;

  public void clear() {
    size = 0;
    if (values.length > KEPT) {
      values = new int[16];
    }
  }

  public int size() {
    return size;
  }

  public int get(int place) {
    return values[place];
  }

  public void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  public void addAll(IntList others) {
    for (int i = 0; i < others.size; i++) {
      add(others.values[i]);
    }
  }

  public void sort() {
    if (size > 1) {
      Arrays.sort(values, 0, size);
    }
  }

  /** Whether the list contains the value. The list must be sorted. */
  public boolean containsSorted(int value) {
    return size > 0 && Arrays.binarySearch(values, 0, size, value) >= 0;
  }
}
