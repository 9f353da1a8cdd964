package io.github.sqsconnect.message;

import io.github.sqsconnect.event.Identity;
import io.github.sqsconnect.event.RecordPosition;
import io.github.sqsconnect.event.RecordText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Chooses message group and deduplication id on FIFO queues; both are always legal. */
final class FifoKeys {
  /** Most characters of either id. */
  private static final int LONGEST = 128;

  private final Identity identity;

  FifoKeys(Identity identity) {
    this.identity = identity;
  }

  /** The user of the batch, else the record's key, else its partition. */
  String groupId(SinkRecord record, @Nullable String mpid) {
    if (mpid != null && !mpid.isEmpty()) {
      return legal(mpid);
    }
    String key = RecordText.of(record.keySchema(), record.key());
    if (key != null && !key.isEmpty()) {
      return legal(key);
    }
    return legal(record.originalTopic() + '-' + record.originalKafkaPartition());
  }

  /** The made id of the message, also where the message kept an id of its own. */
  String deduplicationId(RecordPosition position, int batchIndex, String eventIndexes) {
    return identity.uuid(Identity.Purpose.MESSAGE, position, batchIndex, eventIndexes).toString();
  }

  /** The id itself where SQS takes it (letters, digits, ASCII punctuation), else its SHA-256. */
  static String legal(String id) {
    boolean fine = id.length() <= LONGEST;
    for (int i = 0; fine && i < id.length(); i++) {
      fine = id.charAt(i) > ' ' && id.charAt(i) < 0x7F;
    }
    return fine ? id : sha256(id);
  }

  private static String sha256(String id) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(id.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
