package io.github.sqsconnect.event;

import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.record.RecordContent;
import io.github.sqsconnect.record.RecordPosition;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Makes every id we put into a message: a version-5 UUID (RFC 9562) of the record's original place
 * and its content, so that a record that is sent again carries the ids it carried before, and
 * another record at the same place, after its topic was created again, carries other ones. Never
 * random.
 */
public final class IdGenerator {
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

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final MessageDigest sha1;
  private final byte[] hash = new byte[20];
  private final byte[] namespace;
  private final byte[] idNamespace;
  private final JsonBuffer name = new JsonBuffer();

  /**
   * @param idNamespace the user's own word that enters every id, empty for none
   */
  public IdGenerator(String idNamespace) {
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
    this.idNamespace = idNamespace.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The id of a message or event.
   *
   * @param content the {@link RecordContent#hash()} of the record
   * @param batchIndex the place of the batch in the record, 0 unless the record is an array
   * @param eventIndexes the original indexes of the events it carries, as ascending ranges such as
   *     {@code 0-4,6}; empty if it carries none
   */
  public UUID uuid(
      Purpose purpose, RecordPosition position, long content, int batchIndex, String eventIndexes) {
    name.clear();
    name.put(namespace);
    name.putAscii(purpose.word);
    putPlace(position);
    name.putHex(content);
    name.put('\n');
    name.putLong(batchIndex);
    name.put('\n');
    name.putAscii(eventIndexes);
    name.put('\n');
    name.put(idNamespace);
    sha1.update(name.bytes(), 0, name.size());
    try {
      sha1.digest(hash, 0, hash.length);
    } catch (DigestException e) {
      throw new IllegalStateException("a SHA-1 hash has 20 bytes", e);
    }
    long high = (long) LONGS.get(hash, 0) & ~0xF000L | 0x5000L;
    long low = (long) LONGS.get(hash, 8) & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private void putPlace(RecordPosition position) {
    name.put('\n');
    name.putText(position.topic());
    name.put('\n');
    name.putLong(position.partition());
    name.put('\n');
    name.putLong(position.offset());
    name.put('\n');
  }
}
