package io.github.sqsconnect.message;

import io.github.sqsconnect.config.MessageSettings;
import io.github.sqsconnect.event.EventIndexes;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.record.GroupIdText;
import io.github.sqsconnect.record.RecordContent;
import io.github.sqsconnect.record.RecordPosition;
import io.github.sqsconnect.record.Template;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the message group id and the deduplication id. SQS accepts both always. The settings for
 * deduplication ids apply to FIFO queues only, those for groups to all queues.
 */
final class FifoIds {
  /** The most characters of either id. */
  private static final int LONGEST = 128;

  /** The most characters to hash for the messages of one record. */
  static final int MOST_HASHED = 64 << 20;

  private final IdGenerator ids;
  private final boolean grouped;
  private final boolean byContent;
  private final @Nullable Template group;
  private final @Nullable Template deduplication;

  private @Nullable SinkRecord lastRecord;
  private @Nullable String lastKey;
  private @Nullable String lastGroup;
  private String lastLegalGroup = "";
  private long hashed;

  FifoIds(MessageSettings settings, IdGenerator ids) {
    this.ids = ids;
    grouped = settings.groupId().isPresent();
    byContent = settings.deduplicationId().equals(Optional.of(MessageSettings.CONTENT));
    group = template(settings.groupId(), Template::ofGroupId);
    deduplication = byContent ? null : template(settings.deduplicationId(), Template::new);
  }

  private static @Nullable Template template(
      Optional<String> id, Function<String, Template> template) {
    return id.filter(text -> !text.equals(MessageSettings.AUTO)).map(template).orElse(null);
  }

  /** The template for the group id, or null. */
  @Nullable Template group() {
    return group;
  }

  /** The template for the deduplication id of messages to a queue, or null. */
  @Nullable Template deduplication(TargetQueue queue) {
    return queue.isFifo() ? deduplication : null;
  }

  /** A new record begins. The hashed characters are counted from zero. */
  void begin() {
    hashed = 0;
    lastRecord = null;
    lastGroup = null;
  }

  /**
   * Whether too many characters were hashed for the ids of the record. One long text may be part of
   * the ids of many messages.
   */
  boolean hashesTooMuch() {
    return hashed > MOST_HASHED;
  }

  /**
   * The group id of a message, or null without a group.
   *
   * @param given the rendered template of the group id, or null without a template
   */
  @Nullable String groupId(
      TargetQueue queue, SinkRecord record, @Nullable String mpid, @Nullable String given) {
    boolean fifo = queue.isFifo();
    if (!fifo && !grouped) {
      return null;
    }
    if (given != null && !given.isEmpty()) {
      return legalGroup(given);
    }
    return given != null && !fifo ? null : defaultGroupId(record, mpid);
  }

  /** Cached, because most messages of a record have the same group, and its text may be long. */
  @SuppressWarnings("ReferenceEquality") // an equal text is only hashed once more
  private String legalGroup(String group) {
    if (lastGroup != group) {
      lastLegalGroup = counted(group);
      lastGroup = group;
    }
    return lastLegalGroup;
  }

  private String counted(String id) {
    hashed += id.length() > LONGEST ? id.length() : 0;
    return legal(id);
  }

  /** The user of the batch, otherwise the key of the record, otherwise its partition. */
  private String defaultGroupId(SinkRecord record, @Nullable String mpid) {
    if (mpid != null && !mpid.isEmpty()) {
      return legalGroup(mpid);
    }
    String key = key(record);
    if (key != null && !key.isEmpty()) {
      return legalGroup(key);
    }
    return legal(record.originalTopic() + '-' + record.originalKafkaPartition());
  }

  /** The key as text, read once for all messages of a record. */
  @SuppressWarnings("ReferenceEquality") // the same record, not an equal one
  private @Nullable String key(SinkRecord record) {
    if (lastRecord != record) {
      lastKey = GroupIdText.keyText(record.keySchema(), record.key());
      lastRecord = record;
    }
    return lastKey;
  }

  /**
   * The deduplication id of a message. Null if the queue creates it from the content or has none.
   * Without a template it is the generated id of the message, even if the message has a message_id
   * of its own.
   *
   * @param content the content of the record
   * @param given the rendered template of the id, unique within the record, or null without a
   *     template
   */
  @Nullable String deduplicationId(
      TargetQueue queue,
      SinkRecord record,
      RecordContent content,
      EventIndexes events,
      @Nullable String given) {
    if (!queue.isFifo() || byContent) {
      return null;
    }
    if (given != null && !given.isEmpty()) {
      return counted(given);
    }
    return ids.messageId(RecordPosition.of(record), content.hash(), events).toString();
  }

  /**
   * The id itself if SQS accepts it (letters, digits, ASCII punctuation), otherwise its SHA-256.
   */
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
