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

/** Chooses message group and deduplication id; both are always legal. */
final class FifoIds {
  /** Most characters of either id. */
  private static final int LONGEST = 128;

  /** Most characters that are hashed for the messages of one record. */
  static final int MOST_HASHED = 64 << 20;

  private final IdGenerator ids;
  private final boolean fifo;
  private final boolean grouped;
  private final boolean byContent;
  private final @Nullable Template group;
  private final @Nullable Template deduplication;

  private @Nullable SinkRecord lastRecord;
  private @Nullable String lastKey;
  private @Nullable String lastGroup;
  private String lastLegalGroup = "";
  private long hashed;

  FifoIds(MessageSettings settings, IdGenerator ids, boolean fifo) {
    this.ids = ids;
    this.fifo = fifo;
    grouped = fifo || settings.groupId().isPresent();
    byContent = settings.deduplicationId().equals(Optional.of(MessageSettings.CONTENT));
    group = template(settings.groupId(), Template::ofGroupId);
    deduplication = fifo && !byContent ? template(settings.deduplicationId(), Template::new) : null;
  }

  private static @Nullable Template template(
      Optional<String> id, Function<String, Template> template) {
    return id.filter(text -> !text.equals(MessageSettings.AUTO)).map(template).orElse(null);
  }

  /** What gives the group of a message, or null where no template does. */
  @Nullable Template group() {
    return group;
  }

  /** What gives the deduplication id of a message, or null where no template does. */
  @Nullable Template deduplication() {
    return deduplication;
  }

  /** A new record begins: what is hashed for it is counted from here. */
  void begin() {
    hashed = 0;
    lastRecord = null;
    lastGroup = null;
  }

  /**
   * Whether the ids of the record's messages are longer than is worth hashing. One long text may
   * enter the ids of very many messages.
   */
  boolean hashesTooMuch() {
    return hashed > MOST_HASHED;
  }

  /**
   * The group of a message, or null where it has none.
   *
   * @param given what the template of the group gives for the message, null where there is none
   */
  @Nullable String groupId(SinkRecord record, @Nullable String mpid, @Nullable String given) {
    if (!grouped) {
      return null;
    }
    if (given != null && !given.isEmpty()) {
      return legalGroup(given);
    }
    return given != null && !fifo ? null : madeGroupId(record, mpid);
  }

  /** The messages of a record mostly share one group, and its text may be long. */
  @SuppressWarnings("ReferenceEquality") // equal text at another place is only hashed again
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

  /** The user of the batch, else the record's key, else its partition. */
  private String madeGroupId(SinkRecord record, @Nullable String mpid) {
    if (mpid != null && !mpid.isEmpty()) {
      return legalGroup(mpid);
    }
    String key = key(record);
    if (key != null && !key.isEmpty()) {
      return legalGroup(key);
    }
    return legal(record.originalTopic() + '-' + record.originalKafkaPartition());
  }

  /** The key as text, made once for all messages of a record. */
  @SuppressWarnings("ReferenceEquality") // the same record, not one like it
  private @Nullable String key(SinkRecord record) {
    if (lastRecord != record) {
      lastKey = GroupIdText.ofKey(record.keySchema(), record.key());
      lastRecord = record;
    }
    return lastKey;
  }

  /**
   * The deduplication id of a message, or null where the queue makes it or has none. The made id is
   * that of the message, also where the message kept an id of its own.
   *
   * @param content what the record says
   * @param given what the template of the id gives for the message and no other of its record, null
   *     where there is none
   */
  @Nullable String deduplicationId(
      SinkRecord record, RecordContent content, EventIndexes events, @Nullable String given) {
    if (!fifo || byContent) {
      return null;
    }
    if (given != null && !given.isEmpty()) {
      return counted(given);
    }
    return ids.messageId(RecordPosition.of(record), content.hash(), events).toString();
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
