package io.github.sqsconnect.message;

import io.github.sqsconnect.config.MessageSettings;
import io.github.sqsconnect.event.Identity;
import io.github.sqsconnect.event.RecordPosition;
import io.github.sqsconnect.event.RecordText;
import io.github.sqsconnect.event.Template;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Chooses message group and deduplication id; both are always legal. */
final class MessageKeys {
  /** Most characters of either id. */
  private static final int LONGEST = 128;

  private final Identity identity;
  private final boolean fifo;
  private final boolean grouped;
  private final boolean byContent;
  private final @Nullable Template group;
  private final @Nullable Template deduplication;

  MessageKeys(MessageSettings settings, Identity identity, boolean fifo) {
    this.identity = identity;
    this.fifo = fifo;
    grouped = fifo || settings.groupId().isPresent();
    byContent = settings.deduplicationId().equals(Optional.of(MessageSettings.CONTENT));
    group = template(settings.groupId());
    deduplication = byContent ? null : template(settings.deduplicationId());
  }

  private static @Nullable Template template(Optional<String> id) {
    return id.filter(text -> !text.equals(MessageSettings.AUTO)).map(Template::new).orElse(null);
  }

  /**
   * The group of a message, or null where it has none.
   *
   * @param text what a template gives for the message
   */
  @Nullable String groupId(
      SinkRecord record, @Nullable String mpid, Function<Template, String> text) {
    if (!grouped) {
      return null;
    }
    if (group != null) {
      String id = text.apply(group);
      if (!id.isEmpty() || !fifo) {
        return id.isEmpty() ? null : legal(id);
      }
    }
    return madeGroupId(record, mpid);
  }

  /** The user of the batch, else the record's key, else its partition. */
  private static String madeGroupId(SinkRecord record, @Nullable String mpid) {
    if (mpid != null && !mpid.isEmpty()) {
      return legal(mpid);
    }
    String key = RecordText.of(record.keySchema(), record.key());
    if (key != null && !key.isEmpty()) {
      return legal(key);
    }
    return legal(record.originalTopic() + '-' + record.originalKafkaPartition());
  }

  /**
   * The deduplication id of a message, or null where the queue makes it or has none. The made id is
   * that of the message, also where the message kept an id of its own.
   *
   * @param text what a template gives for the message
   * @param suffix what tells it from the other messages of its record, empty if there are none
   */
  @Nullable String deduplicationId(
      SinkRecord record,
      int batchIndex,
      String eventIndexes,
      Function<Template, String> text,
      String suffix) {
    if (!fifo || byContent) {
      return null;
    }
    if (deduplication != null) {
      String id = text.apply(deduplication);
      if (!id.isEmpty()) {
        return legal(id + suffix);
      }
    }
    return identity
        .uuid(Identity.Purpose.MESSAGE, RecordPosition.of(record), batchIndex, eventIndexes)
        .toString();
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
