package io.github.sqsconnect.model;

import io.github.sqsconnect.generators.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The hash of a record's value and key that is part of its ids, as decision record 0006 says. */
public final class ContentHashModel {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private ContentHashModel() {}

  /** For a value of JSON. The key is its UTF-8, or null. */
  public static long ofJson(Json value, byte[] key) {
    Json whole = value.lastOfEachName();
    return ofBoth(whole.withoutNullMembers().canonical(), key);
  }

  /** For a raw value. */
  public static long ofText(String value, byte[] key) {
    return ofBoth(value, key);
  }

  private static long ofBoth(String value, byte[] key) {
    long ofValue = bytes(value.getBytes(StandardCharsets.UTF_8));
    return step(step(0, ofValue), key == null ? 0 : bytes(key));
  }

  private static long bytes(byte[] bytes) {
    int blocks = (bytes.length + 31) / 32;
    ByteBuffer words =
        ByteBuffer.wrap(Arrays.copyOf(bytes, blocks * 32)).order(ByteOrder.LITTLE_ENDIAN);
    long[] lanes = {1, 2, 3, 4};
    for (int word = 0; word < blocks * 4; word++) {
      lanes[word % 4] = step(lanes[word % 4], words.getLong());
    }
    long hash = bytes.length;
    for (long lane : lanes) {
      hash = step(hash, lane);
    }
    return hash;
  }

  private static long step(long hash, long word) {
    long product = (hash ^ word) * MULTIPLIER;
    return product ^ (product >>> 32);
  }
}
