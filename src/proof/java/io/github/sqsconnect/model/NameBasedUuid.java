package io.github.sqsconnect.model;

import io.github.sqsconnect.project.Unchecked;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;

/** UUIDs of version 5 (RFC 9562), and the text of event indexes in their names. */
final class NameBasedUuid {
  private NameBasedUuid() {}

  static UUID of(UUID namespace, String name) {
    MessageDigest sha1 = Unchecked.call(() -> MessageDigest.getInstance("SHA-1"));
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(namespace.getMostSignificantBits())
            .putLong(namespace.getLeastSignificantBits())
            .array());
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
    long high = (hash.getLong() & ~0xF000L) | 0x5000L;
    long low = (hash.getLong() & ~(3L << 62)) | (2L << 62);
    return new UUID(high, low);
  }

  /** Ascending ranges: {@code 0-4,6}. */
  static String ranges(List<Integer> ascending) {
    StringBuilder ranges = new StringBuilder();
    int from = 0;
    for (int i = 0; i < ascending.size(); i++) {
      boolean last = i + 1 == ascending.size() || ascending.get(i + 1) != ascending.get(i) + 1;
      if (last) {
        ranges.append(ranges.isEmpty() ? "" : ",").append(ascending.get(from));
        ranges.append(from == i ? "" : "-" + ascending.get(i));
        from = i + 1;
      }
    }
    return ranges.toString();
  }
}
