package io.github.sqsconnect.exhaustive;

import java.util.Arrays;

/** A growing row of bytes that states are written into and compared by. */
final class StateCode implements Comparable<StateCode> {
  private byte[] bytes = new byte[128];
  private int length;

  StateCode add(int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length * 2);
    }
    bytes[length++] = (byte) value;
    return this;
  }

  StateCode add(boolean value) {
    return add(value ? 1 : 0);
  }

  StateCode add(StateCode other) {
    for (int i = 0; i < other.length; i++) {
      add(other.bytes[i]);
    }
    return this;
  }

  /** One half of a hash that nobody expects to meet twice. */
  long hash(long seed) {
    long hash = seed;
    for (int i = 0; i < length; i++) {
      hash = (hash ^ bytes[i]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
    return hash ^ (hash >>> 32);
  }

  @Override
  public int compareTo(StateCode other) {
    return Arrays.compare(bytes, 0, length, other.bytes, 0, other.length);
  }
}
