package io.github.sqsconnect.message;

import io.github.sqsconnect.config.MessageSettings;
import io.github.sqsconnect.event.BodyLimits;
import io.github.sqsconnect.event.EventBatch;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.EventIndexes;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.record.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The step from record to messages. It keeps the learned limit. For one thread at a time. */
public final class MessageAssembler {
  private static final int ALONE = -1;

  /** A raw message carries no events. */
  private static final EventIndexes NO_EVENTS = EventIndexes.none(0);

  private final MessageSettings settings;
  private final TargetQueue queue;
  private final EventConverter converter;
  private final FifoIds fifoIds;
  private final LearnedLimit learned;

  public MessageAssembler(
      MessageSettings settings, EventConverter converter, IdGenerator ids, TargetQueue queue) {
    this.settings = settings;
    this.converter = converter;
    this.queue = queue;
    fifoIds = new FifoIds(settings, ids, queue.isFifo());
    learned = new LearnedLimit(settings.maxBytes());
  }

  /** The size limit of the queue, learned from its responses. */
  public LearnedLimit learned() {
    return learned;
  }

  /**
   * Assembles the messages of a record. The learned limit may be out of date. If the record would
   * be rejected under it, because it becomes too many messages, it is assembled without the learned
   * limit and the queue decides.
   */
  public Assembly assemble(SinkRecord record) {
    Assembly assembly =
        assemble(record, null, new BodyLimits(learned.bytes(), settings.maxBytes()));
    return assembly instanceof Assembly.Rejected && learned.bytes() < settings.maxBytes()
        ? assemble(record, null, BodyLimits.of(settings.maxBytes()))
        : assembly;
  }

  /**
   * Rebuilds a message that SQS rejected, under the limit that SQS named. The record is rejected if
   * an event does not fit, because SQS would not accept it.
   *
   * @param tooLarge a message of the record from this assembler
   * @param limit the most bytes of a message of the queue
   */
  public Assembly split(SinkRecord record, OutboundMessage tooLarge, int limit) {
    return assemble(record, tooLarge, BodyLimits.of(Math.min(limit, settings.maxBytes())));
  }

  /** An exception rejects only the record that caused it. */
  private Assembly assemble(SinkRecord record, @Nullable OutboundMessage only, BodyLimits limits) {
    try {
      return assembleValue(record, only, limits);
    } catch (RejectedRecordException rejected) {
      return new Assembly.Rejected(rejected.reason());
    } catch (RuntimeException | StackOverflowError failure) {
      return new Assembly.Rejected(UnexpectedFailure.reason(failure));
    }
  }

  private Assembly assembleValue(
      SinkRecord record, @Nullable OutboundMessage only, BodyLimits limits) {
    Object value = record.value();
    Schema schema = record.valueSchema();
    if (value == null) {
      switch (settings.nullValues()) {
        case FAIL ->
            throw new RejectedRecordException(
                "the value is null. Allowed: a value; or set behavior.on.null.values to ignore or empty");
        case IGNORE -> {
          return new Assembly.Filtered();
        }
        case EMPTY -> {
          value = "{}";
          schema = null;
        }
      }
    }
    return switch (settings.format()) {
      case EVENT_BATCH -> eventBatches(record, schema, value, only, limits);
      case RAW -> raw(record, value, limits.most());
    };
  }

  private Assembly eventBatches(
      SinkRecord record,
      @Nullable Schema schema,
      Object value,
      @Nullable OutboundMessage only,
      BodyLimits limits) {
    List<EventBatch> batches =
        only == null
            ? converter.convert(record, schema, value, limits)
            : converter.split(record, schema, value, limits.most(), only.events());
    return batches.isEmpty() ? new Assembly.Filtered() : messages(record, batches, only);
  }

  private Assembly messages(
      SinkRecord record, List<EventBatch> batches, @Nullable OutboundMessage only) {
    List<OutboundMessage> messages = new ArrayList<>(batches.size());
    fifoIds.begin();
    for (EventBatch batch : batches) {
      if (fifoIds.hashesTooMuch()) {
        throw new RejectedRecordException(
            "too large for SQS: the texts of the ids of its messages have more than "
                + FifoIds.MOST_HASHED
                + " characters. Allowed: that much. Use shorter values in sqs.message.group.id and"
                + " sqs.message.deduplication.id");
      }
      messages.add(
          new OutboundMessage(
              queue,
              batch.body(),
              batch.bytes(),
              fifoIds.groupId(record, batch.mpid(), text(fifoIds.group(), batch)),
              fifoIds.deduplicationId(
                  record,
                  converter.content(),
                  batch.events(),
                  templateId(batch, batches.size() == 1 ? ALONE : messages.size(), only)),
              batch.events()));
    }
    return new Assembly.Messages(messages);
  }

  private @Nullable String text(@Nullable Template template, EventBatch batch) {
    return template == null ? null : converter.text(template, batch);
  }

  private @Nullable String text(@Nullable Template template, SinkRecord record) {
    return template == null ? null : converter.text(template, record);
  }

  /**
   * The deduplication id from the template. If a record has several messages, each one gets a
   * number after a dash. If a message is split, each part gets a number after a dot, so that no
   * part has the id of another message of the record.
   *
   * @param place the index of the message among its siblings, or {@link #ALONE} without siblings
   */
  private @Nullable String templateId(
      EventBatch batch, int place, @Nullable OutboundMessage whole) {
    String id = text(fifoIds.deduplication(), batch);
    if (id == null || id.isEmpty() || (place == ALONE && whole == null)) {
      return id;
    }
    String stem = whole == null ? id : Objects.requireNonNullElse(whole.deduplicationId(), id);
    return place == ALONE ? stem : stem + (whole == null ? '-' : '.') + place;
  }

  private Assembly raw(SinkRecord record, Object value, int maxBytes) {
    RawBody body = RawBody.of(value, settings.invalidCharacters());
    if (body.bytes() > maxBytes) {
      throw new RejectedRecordException(
          "too large for SQS: the body has "
              + body.bytes()
              + " bytes. Allowed: "
              + maxBytes
              + " bytes");
    }
    return new Assembly.Messages(
        List.of(
            new OutboundMessage(
                queue,
                body.text(),
                body.bytes(),
                fifoIds.groupId(record, null, text(fifoIds.group(), record)),
                fifoIds.deduplicationId(
                    record,
                    converter.content(record, value),
                    NO_EVENTS,
                    text(fifoIds.deduplication(), record)),
                NO_EVENTS)));
  }
}
