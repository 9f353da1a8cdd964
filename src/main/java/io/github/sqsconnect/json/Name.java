package io.github.sqsconnect.json;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** A member name that is looked for, with its hash taken once. */
public final class Name {
  /** Odd and different in every JVM, so that no record can be made of names that all collide. */
  private static final long MULTIPLIER = ThreadLocalRandom.current().nextLong() | 1;

  private final String text;
  private final byte[] literal;
  private final int hash;

  private Name(String text) {
    JsonBuffer buffer = new JsonBuffer();
    buffer.putString(text);
    this.text = text;
    this.literal = buffer.text(0).getBytes(StandardCharsets.UTF_8);
    this.hash = hash(literal, 0, literal.length);
  }

  public static Name of(String text) {
    return new Name(text);
  }

  public String text() {
    return text;
  }

  /** The name as it stands in canonical JSON, quotes included. */
  public byte[] literal() {
    return literal;
  }

  int hash() {
    return hash;
  }

  /** The hash of a canonical string literal, quotes included. */
  static int hash(byte[] bytes, int start, int end) {
    long hash = (long) end - start;
    int at = start;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      hash = (hash ^ TextScan.eight(bytes, at)) * MULTIPLIER;
      hash ^= hash >>> 31;
    }
    hash = (hash ^ rest(bytes, at, end)) * MULTIPLIER;
    return (int) (hash >>> 32 ^ hash >>> 48);
  }

  /** The last bytes, fewer than eight; mostly other text stands behind them. */
  private static long rest(byte[] bytes, int from, int end) {
    if (from <= bytes.length - Long.BYTES) {
      return TextScan.eight(bytes, from) & ~(-1L << (end - from) * Byte.SIZE);
    }
    long rest = 0;
    for (int at = end - 1; at >= from; at--) {
      rest = rest << Byte.SIZE | bytes[at] & 0xFF;
    }
    return rest;
  }
}
