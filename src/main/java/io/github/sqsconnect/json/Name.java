package io.github.sqsconnect.json;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** The name of a member to find, with its hash. */
public final class Name {
  /** Odd and different in every JVM, so that nobody can send names that all collide. */
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

  /** The name in canonical JSON, with its quotes. */
  public byte[] literal() {
    return literal;
  }

  int hash() {
    return hash;
  }

  /** The hash of a canonical string literal with its quotes. */
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

  /** The last bytes, fewer than eight. Reads eight at once if the array goes on behind them. */
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
