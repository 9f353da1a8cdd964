package io.github.sqsconnect.message;

import io.github.sqsconnect.config.MessageSettings;
import io.github.sqsconnect.event.BatchLimits;
import io.github.sqsconnect.event.BodyLimits;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.event.MessageBody;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.json.RejectionKind;
import io.github.sqsconnect.record.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The step from record to messages. It keeps the learned limits. For one thread at a time. */
public final class MessageAssembler {
  private static final int ALONE = -1;

  /** What all messages of a record have in common. FIFO queues support no delay. */
  private record PerRecord(@Nullable Integer delaySeconds, @Nullable String trace) {}

  private final MessageSettings settings;
  private final QueueRouter router;
  private final MessageFormat format;
  private final FifoIds fifoIds;
  private final LearnedLimits learned;
  private final @Nullable MessageAttributes attributes;
  private final @Nullable TraceHeader trace;
  private final MessageDelay delay;
  private final AttributeCounts attributeCounts = new AttributeCounts();

  public MessageAssembler(
      MessageSettings settings, EventConverter converter, IdGenerator ids, QueueRouter router) {
    this.settings = settings;
    this.router = router;
    format = MessageFormat.of(settings, converter, ids);
    fifoIds = new FifoIds(settings, ids);
    learned = new LearnedLimits(settings.maxBytes());
    attributes = MessageAttributes.of(settings);
    trace = settings.attributes().tracesHeader() ? new TraceHeader() : null;
    delay = new MessageDelay(settings);
  }

  /**
   * The queue of all messages of a record if its topic alone decides it. Null if other parts of the
   * record decide it.
   */
  public @Nullable TargetQueue queueByTopic(SinkRecord record) {
    return router.byTopic(record);
  }

  /**
   * The size limit of a queue, learned from its responses. It is kept until {@link #forget}. Only
   * for queues of messages from this assembler.
   */
  public LearnedLimit learned(TargetQueue queue) {
    return learned.of(queue);
  }

  /** Its state, for proofs. */
  public LearnedLimit.State learnedSnapshot(TargetQueue queue) {
    return learned.snapshot(queue);
  }

  /** Forgets what was learned from a queue. */
  public void forget(TargetQueue queue) {
    learned.forget(queue);
  }

  /** Discards limits that were learned long ago. */
  public void expireLearned(long now) {
    learned.expire(now);
  }

  /** The attributes that were left out of messages, because there were too many. */
  public long attributesDropped() {
    return attributeCounts.dropped();
  }

  /** The attributes that were left out of messages, because they had no value. */
  public long attributesEmpty() {
    return attributeCounts.empty();
  }

  /**
   * Assembles the messages of a record. The learned limit may be out of date. If the record would
   * be rejected under it, because it becomes too many messages, it is assembled without the learned
   * limit and the queue decides.
   */
  public Assembly assemble(SinkRecord record) {
    Assembly assembly =
        assemble(record, null, (source, mpid) -> learnedLimits(record, source, mpid));
    return assembly instanceof Assembly.Rejected && learned.isAnyLearned()
        ? assemble(record, null, BodyLimits.of(settings.maxBytes()))
        : assembly;
  }

  private BodyLimits learnedLimits(SinkRecord record, int source, @Nullable String mpid) {
    int target = learned.bytes(router.queue(record, format, source, mpid));
    return new BodyLimits(target, settings.maxBytes());
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
  private Assembly assemble(SinkRecord record, @Nullable OutboundMessage only, BatchLimits limits) {
    try {
      return assembleValue(record, only, limits);
    } catch (RejectedRecordException rejected) {
      return new Assembly.Rejected(rejected.reason(), rejected.kind());
    } catch (RuntimeException | StackOverflowError failure) {
      return new Assembly.Rejected(UnexpectedFailure.reason(failure), RejectionKind.UNEXPECTED);
    }
  }

  private Assembly assembleValue(
      SinkRecord record, @Nullable OutboundMessage only, BatchLimits limits) {
    Object value = record.value();
    Schema schema = record.valueSchema();
    if (value == null) {
      switch (settings.nullValues()) {
        case FAIL ->
            throw new RejectedRecordException(
                "the value is null. Allowed: a value; or set behavior.on.null.values to ignore or empty",
                RejectionKind.NULL_VALUE);
        case IGNORE -> {
          return new Assembly.Filtered();
        }
        case EMPTY -> {
          value = "{}";
          schema = null;
        }
      }
    }
    BatchLimits limitsOfBodies = withAttributes(record, limits);
    List<MessageBody> bodies =
        only == null
            ? format.bodies(record, schema, value, limitsOfBodies)
            : format.parts(record, schema, value, limitsOfBodies, only.events());
    return bodies.isEmpty() ? new Assembly.Filtered() : messages(record, bodies, only);
  }

  /** The limits of bodies, less the attributes of each batch. */
  private BatchLimits withAttributes(SinkRecord record, BatchLimits limits) {
    if (attributes == null) {
      return limits;
    }
    attributes.reset(record);
    return (source, mpid) -> {
      BodyLimits whole = limits.of(source, mpid);
      int bytes = attributes.build(format, source, mpid);
      if (bytes >= whole.most()) {
        throw new RejectedRecordException(
            "too large for SQS: the attributes have "
                + bytes
                + " bytes. Allowed: "
                + whole.most()
                + " bytes for attributes and body. Leave attributes out, or raise the limit if sqs.message.max.bytes or"
                + " the queue's maximum message size is lower than 1048576",
            RejectionKind.TOO_LARGE);
      }
      return whole.minus(bytes);
    };
  }

  private Assembly messages(
      SinkRecord record, List<MessageBody> bodies, @Nullable OutboundMessage only) {
    List<OutboundMessage> messages = new ArrayList<>(bodies.size());
    fifoIds.begin();
    PerRecord perRecord =
        new PerRecord(delay.seconds(record), trace == null ? null : trace.of(record.headers()));
    for (MessageBody body : bodies) {
      if (fifoIds.hashesTooMuch()) {
        throw new RejectedRecordException(
            "too large for SQS: the texts of the ids of its messages have more than "
                + FifoIds.MOST_HASHED
                + " characters. Allowed: that much. Use shorter values in sqs.message.group.id and"
                + " sqs.message.deduplication.id",
            RejectionKind.TOO_LARGE);
      }
      int place = bodies.size() == 1 ? ALONE : messages.size();
      messages.add(message(record, body, place, perRecord, only));
    }
    return new Assembly.Messages(messages);
  }

  private OutboundMessage message(
      SinkRecord record,
      MessageBody body,
      int place,
      PerRecord perRecord,
      @Nullable OutboundMessage whole) {
    TargetQueue queue = router.queue(record, format, body.source(), body.mpid());
    AttributeSet set = attributes == null ? AttributeSet.NONE : attributes.at(body.source());
    if (whole == null) {
      attributeCounts.add(set);
    }
    return new OutboundMessage(
        queue,
        body.text(),
        body.bytes() + set.bytes(),
        set.attributes(),
        fifoIds.groupId(queue, record, body.mpid(), text(fifoIds.group(), body)),
        fifoIds.deduplicationId(
            queue, record, format.content(), body.events(), templateId(queue, body, place, whole)),
        queue.isFifo() ? null : perRecord.delaySeconds(),
        perRecord.trace(),
        body.events());
  }

  private @Nullable String text(@Nullable Template template, MessageBody body) {
    return template == null ? null : format.text(template, body.source(), body.mpid());
  }

  /**
   * The deduplication id from the template. If a record has several messages, each one gets a
   * number after a dash. If a message is split, each part gets a number after a dot, so that no
   * part has the id of another message of the record. Null if the record has no part of the
   * template: one id for all such records would let the queue drop all but the first.
   *
   * @param place the index of the message among its siblings, or {@link #ALONE} without siblings
   */
  private @Nullable String templateId(
      TargetQueue queue, MessageBody body, int place, @Nullable OutboundMessage whole) {
    Template template = fifoIds.deduplication(queue);
    String id = text(template, body);
    if (template == null || id == null || !template.hasPartOfRecord()) {
      return null;
    }
    String stem = whole == null ? id : Objects.requireNonNullElse(whole.deduplicationId(), id);
    return place == ALONE ? stem : stem + (whole == null ? '-' : '.') + place;
  }
}
