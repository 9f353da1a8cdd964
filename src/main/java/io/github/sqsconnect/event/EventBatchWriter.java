package io.github.sqsconnect.event;

import io.github.sqsconnect.config.EventSettings;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonWriter;
import io.github.sqsconnect.json.MemberRules;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.json.RejectionKind;
import io.github.sqsconnect.record.GroupIdText;
import io.github.sqsconnect.record.RecordContent;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes one batch as one or more messages. The events and the members after them are written once,
 * and a message joins these pieces. So its size is known before it is built, and a batch over the
 * limit is split into as few messages as possible.
 */
final class EventBatchWriter {
  private static final String HEAD = "{\"events\":[";
  private static final String MESSAGE_ID = ",\"message_id\":";
  private static final int GENERATED_ID_BYTES = MESSAGE_ID.length() + 38;

  private final boolean sendAsBatch;
  private final IdGenerator ids;
  private final RecordContent content;
  private final MemberRules messageIdRules;
  private final EventWriter events;
  private final BatchMembersWriter context;
  private final @Nullable StrictCheck strict;
  private final SourceBatch batch = new SourceBatch();
  private final JsonBuffer messageId = new JsonBuffer();
  private final JsonBuffer message = new JsonBuffer();
  private @Nullable UUID whole;
  private long recordBytes;
  private @Nullable String mpid;

  /**
   * @param content the content of the current record
   */
  EventBatchWriter(EventSettings settings, IdGenerator ids, RecordContent content) {
    this.ids = ids;
    this.content = content;
    sendAsBatch = settings.forwarding().sendAsBatch();
    BatchRules rules = new BatchRules(settings);
    messageIdRules = rules.forMember(BatchMember.MESSAGE_ID);
    boolean isStrict = settings.validation() == EventSettings.Validation.STRICT;
    strict = isStrict ? new StrictCheck(rules) : null;
    events = new EventWriter(settings.forwarding(), rules, strict, ids, content);
    context = new BatchMembersWriter(settings, rules, strict);
  }

  /** A new record begins. The bytes of its messages are counted from zero. */
  void begin() {
    recordBytes = 0;
  }

  /** The batch to write next. */
  SourceBatch batch() {
    return batch;
  }

  /**
   * Writes {@link #batch()}.
   *
   * @param keepEventless whether to write a batch without events
   * @param limitsOfBatch how large the bodies of each batch may be
   * @param only the events to write when one message is rebuilt under a smaller limit; null for all
   * @param into receives the messages; unchanged if nothing is left to send
   * @throws RejectedRecordException if a message does not fit into the limit
   */
  void write(
      boolean keepEventless,
      BatchLimits limitsOfBatch,
      @Nullable EventIndexes only,
      List<MessageBody> into) {
    events.write(batch, only);
    if (events.survivorCount() == 0 && !keepEventless) {
      return;
    }
    if (strict != null) {
      strict.message();
    }
    mpid = mpid();
    BodyLimits limits = limitsOfBatch.of(batch.source(), mpid);
    EventIndexes survivors = events.survivorIndexes();
    whole = null;
    context.write(batch, generatedBatchId(survivors), events.location());
    boolean isWhole = only == null && (sendAsBatch || events.survivorCount() < 2);
    boolean canBeSplit = events.count() > 1;
    if (isWhole && writeWhole(survivors, canBeSplit ? limits.target() : limits.most(), into)) {
      return;
    }
    if (events.count() == 0 || (isWhole && !canBeSplit)) {
      int size = size(0, events.count(), messageId.size());
      throw tooLarge("the event batch, which cannot be split,", size, limits);
    }
    writeSplit(isWhole || sendAsBatch, limits, into);
  }

  private long generatedBatchId(EventIndexes survivors) {
    boolean isKept = batch.member(BatchMember.BATCH_ID) != JsonDocument.NONE;
    return isKept ? 0 : wholeUuid(survivors).getMostSignificantBits();
  }

  /** The id of a message with all events. Not needed for a batch that has its own ids. */
  private UUID wholeUuid(EventIndexes survivors) {
    if (whole == null) {
      whole = messageUuid(survivors);
    }
    return whole;
  }

  private boolean writeWhole(EventIndexes indexes, int maxBytes, List<MessageBody> into) {
    int kept = batch.member(BatchMember.MESSAGE_ID);
    if (kept == JsonDocument.NONE) {
      writeGeneratedId(wholeUuid(indexes));
    } else {
      messageId.clear();
      messageId.putAscii(MESSAGE_ID);
      JsonWriter.write(batch.document(), kept, messageId, messageIdRules);
    }
    if (size(0, events.count(), messageId.size()) > maxBytes) {
      return false;
    }
    if (strict != null && kept != JsonDocument.NONE) {
      strict.member(batch.document(), BatchMember.MESSAGE_ID, kept, messageIdRules);
    }
    into.add(message(0, events.count(), indexes));
    return true;
  }

  /**
   * Joins the events in order to as few messages as the target allows, or writes one message per
   * event. An event larger than the target becomes a message of its own. All events never become
   * one message here, because that message would have kept the message_id of the batch.
   */
  private void writeSplit(boolean join, BodyLimits limits, List<MessageBody> into) {
    int count = events.count();
    int from = 0;
    while (from < count) {
      int to = from + 1;
      int size = size(from, to, GENERATED_ID_BYTES);
      if (size > limits.most()) {
        throw tooLarge(
            "the event at /events/" + events.indexes(from, to) + " with its context", size, limits);
      }
      while (join && to < count && size(from, to + 1, GENERATED_ID_BYTES) <= limits.target()) {
        to++;
      }
      if (from == 0 && to == count && count > 1) {
        to--;
      }
      EventIndexes indexes = events.indexes(from, to);
      writeGeneratedId(messageUuid(indexes));
      into.add(message(from, to, indexes));
      from = to;
    }
  }

  private int size(int from, int to, int messageIdBytes) {
    int ofId = context.takesMessageId() ? messageIdBytes : 0;
    return HEAD.length() + events.size(from, to) + 1 + context.size() + ofId + 1;
  }

  private void writeGeneratedId(UUID id) {
    messageId.clear();
    messageId.putAscii(MESSAGE_ID);
    messageId.put('"');
    messageId.putAscii(id.toString());
    messageId.put('"');
  }

  private MessageBody message(int from, int to, EventIndexes indexes) {
    message.clear();
    message.putAscii(HEAD);
    events.copy(from, to, message);
    message.put(']');
    context.copy(messageId, message);
    message.put('}');
    recordBytes += message.size() + MessageBody.OVERHEAD_BYTES;
    if (recordBytes > JsonBuffer.MAX_RECORD_BYTES) {
      throw new RejectedRecordException(
          "too large for SQS: the messages of the record, each with the whole context and "
              + MessageBody.OVERHEAD_BYTES
              + " bytes around it, need more than "
              + JsonBuffer.MAX_RECORD_BYTES
              + " bytes. Allowed: that much. Leave members out with event.exclude.fields, or send fewer events in a"
              + " record",
          RejectionKind.TOO_LARGE);
    }
    return new MessageBody(message.text(0), message.size(), indexes, mpid, batch.source());
  }

  private UUID messageUuid(EventIndexes indexes) {
    return ids.messageId(batch.position(), content.hash(), indexes);
  }

  /** Read once per batch, because it may be long and the messages many. */
  private @Nullable String mpid() {
    JsonDocument document = batch.document();
    int mpid = batch.member(BatchMember.MPID);
    if (document.is(mpid, JsonDocument.STRING)) {
      return document.string(mpid);
    }
    return document.is(mpid, JsonDocument.NUMBER) ? GroupIdText.number(document, mpid) : null;
  }

  private static RejectedRecordException tooLarge(String what, int size, BodyLimits limits) {
    return new RejectedRecordException(
        "too large for SQS: "
            + what
            + " needs "
            + size
            + " bytes. Allowed: "
            + limits.allowed()
            + ". Leave members out with event.exclude.fields, or raise the limit if sqs.message.max.bytes or"
            + " the queue's maximum message size is lower than 1048576",
        RejectionKind.TOO_LARGE);
  }
}
