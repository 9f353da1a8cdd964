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
 * Generates every id in a message: a version-5 UUID (RFC 9562) of the record's original position
 * and content, never a random one. A resent record gets the same ids. Another record at the same
 * position, after its topic was re-created, gets other ids.
 */
public final class IdGenerator {
  /** The namespace of all generated UUIDs. It is part of the contract with consumers. */
  public static final UUID NAMESPACE = UUID.fromString("7752aa96-1d28-5969-892e-2f5d12659cd5");

  private static final String MESSAGE = "message";
  private static final String EVENT = "event";

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final MessageDigest sha1;
  private final byte[] hash = new byte[20];
  private final byte[] namespace;
  private final byte[] idNamespace;
  private final JsonBuffer name = new JsonBuffer();

  /**
   * @param idNamespace the user's own text, mixed into every id; empty for none
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
   * The id of a message.
   *
   * @param content the {@link RecordContent#hash()} of the record
   * @param events the events that the message carries
   */
  public UUID messageId(RecordPosition position, long content, EventIndexes events) {
    beginName(MESSAGE, position, content, events.batchIndex());
    events.write(name);
    return endName();
  }

  /**
   * The id of one event.
   *
   * @param content the {@link RecordContent#hash()} of the record
   * @param batchIndex the index of the batch in the record, 0 unless the record is an array
   * @param index the original index of the event in the batch
   */
  UUID eventId(RecordPosition position, long content, int batchIndex, int index) {
    beginName(EVENT, position, content, batchIndex);
    name.putLong(index);
    return endName();
  }

  private void beginName(String purpose, RecordPosition position, long content, int batchIndex) {
    name.clear();
    name.put(namespace);
    name.putAscii(purpose);
    putPlace(position);
    name.putHex(content);
    name.put('\n');
    name.putLong(batchIndex);
    name.put('\n');
  }

  private UUID endName() {
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
