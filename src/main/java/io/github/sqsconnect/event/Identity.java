package io.github.sqsconnect.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Makes every id we put into a message: a version-5 UUID (RFC 9562) of the record's original
 * position, so that a record that is sent again carries the ids it carried before. Never random.
 */
public final class Identity {
  /** The namespace of all our UUIDs. It is part of the contract with consumers. */
  public static final UUID NAMESPACE = UUID.fromString("7752aa96-1d28-5969-892e-2f5d12659cd5");

  /** What an id names. */
  public enum Purpose {
    MESSAGE("message"),
    EVENT("event");

    private final String word;

    Purpose(String word) {
      this.word = word;
    }
  }

  private final MessageDigest sha1;
  private final byte[] namespace;
  private final String idNamespace;

  /**
   * @param idNamespace the user's own word that enters every id, empty for none
   */
  public Identity(String idNamespace) {
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
    namespace =
        ByteBuffer.allocate(16)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits())
            .array();
    this.idNamespace = idNamespace;
  }

  /**
   * The id of a message or event.
   *
   * @param batchIndex the place of the batch in the record, 0 unless the record is an array
   * @param eventIndexes the original indexes of the events it carries, as ascending ranges such as
   *     {@code 0-4,6}; empty if it carries none
   */
  public UUID uuid(Purpose purpose, RecordPosition position, int batchIndex, String eventIndexes) {
    StringBuilder name = new StringBuilder(96);
    name.append(purpose.word).append('\n');
    name.append(position.topic()).append('\n');
    name.append(position.partition()).append('\n');
    name.append(position.offset()).append('\n');
    if (position.timestamp() != null) {
      name.append(position.timestamp().longValue());
    }
    name.append('\n').append(batchIndex);
    name.append('\n').append(eventIndexes);
    name.append('\n').append(idNamespace);
    sha1.update(namespace);
    ByteBuffer hash =
        ByteBuffer.wrap(sha1.digest(name.toString().getBytes(StandardCharsets.UTF_8)));
    long high = hash.getLong() & ~0xF000L | 0x5000L;
    long low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
