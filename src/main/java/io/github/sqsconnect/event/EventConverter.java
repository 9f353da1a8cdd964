package io.github.sqsconnect.event;

import io.github.sqsconnect.config.EventSettings;
import io.github.sqsconnect.config.EventSettings.InputFormat;
import io.github.sqsconnect.config.EventSettings.Validation;
import io.github.sqsconnect.json.ConnectJson;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.json.RejectionKind;
import io.github.sqsconnect.json.ValueReader;
import io.github.sqsconnect.record.RecordContent;
import io.github.sqsconnect.record.RecordDocuments;
import io.github.sqsconnect.record.RecordPosition;
import io.github.sqsconnect.record.Template;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The step from record to event batches: reads the value once, recognises its shape, then checks or
 * maps it, and writes it. It reuses its buffers, so only one thread may use it at a time.
 */
public final class EventConverter {
  private final EventSettings settings;
  private final JsonDocument document = new JsonDocument();
  private final ValueReader reader =
      new ValueReader(document, new ConnectJson(document, NullableMembers.KEPT));
  private final StructureCheck check = new StructureCheck(document);
  private final RecordDocuments data = new RecordDocuments(document);
  private final RecordMapping mapping;
  private final EventBatchWriter writer;

  public EventConverter(EventSettings settings, IdGenerator ids) {
    this.settings = settings;
    mapping = new RecordMapping(settings.record(), ids);
    writer = new EventBatchWriter(settings, ids, data.content());
  }

  /**
   * Converts a record whose value is not null.
   *
   * @param value the record's value, or the value that replaces it
   * @param limits how large the bodies of each batch may be
   * @return the bodies in order; empty when the settings leave nothing to send
   * @throws RejectedRecordException if the record cannot become event batches
   */
  public List<MessageBody> convert(
      SinkRecord record, @Nullable Schema schema, Object value, BatchLimits limits) {
    return convert(record, schema, value, limits, null);
  }

  /**
   * Rebuilds one event batch of a record under a smaller limit.
   *
   * @param limits how large the bodies may be
   * @param refused the {@link MessageBody#events()} of the batch that was rejected for its size
   * @return the bodies in order
   * @throws RejectedRecordException if an event does not fit into the limit
   */
  public List<MessageBody> split(
      SinkRecord record,
      @Nullable Schema schema,
      Object value,
      BatchLimits limits,
      EventIndexes refused) {
    return convert(record, schema, value, limits, refused);
  }

  /**
   * Renders a template for a batch of the record that is being converted, or was converted last.
   *
   * @param source the object in the record's value that the batch is made from
   * @param mpid the user's id as text, or null without one
   * @throws RejectedRecordException if a key or header that the template uses cannot be read
   */
  public String text(Template template, int source, @Nullable String mpid) {
    return template.render(data, source, mpid);
  }

  /** The content of the record that was converted last. */
  public RecordContent content() {
    return data.content();
  }

  private List<MessageBody> convert(
      SinkRecord record,
      @Nullable Schema schema,
      Object value,
      BatchLimits limits,
      @Nullable EventIndexes only) {
    writer.begin();
    mapping.begin();
    reader.read(schema, value);
    data.reset(record);
    data.content().resetToJson();

    RecordPosition position = RecordPosition.of(record);
    List<MessageBody> batches = new ArrayList<>(1);
    int root = document.root();
    if (document.is(root, JsonDocument.ARRAY)) {
      requireElements(root);
      convertElements(root, position, limits, only, batches);
    } else if (document.is(root, JsonDocument.OBJECT)) {
      convertObject(root, position, 0, limits, only, batches);
    } else {
      throw new RejectedRecordException(
          "not an event batch: found "
              + document.describe(root)
              + ". Allowed: a JSON object, or an array of event batches",
          RejectionKind.OTHER_FORMAT);
    }
    return batches;
  }

  private void convertElements(
      int array,
      RecordPosition position,
      BatchLimits limits,
      @Nullable EventIndexes only,
      List<MessageBody> into) {
    int index = 0;
    for (int element = document.firstElement(array);
        element != JsonDocument.NONE;
        element = document.nextElement(array, element)) {
      if (only == null || only.batchIndex() == index) {
        convertObject(element, position, index, limits, only, into);
      }
      index++;
    }
  }

  /** Every element must be an event batch, unless the settings force another shape. */
  private void requireElements(int array) {
    boolean auto = settings.inputFormat() == InputFormat.AUTO;
    for (int element = document.firstElement(array);
        element != JsonDocument.NONE;
        element = document.nextElement(array, element)) {
      if (!document.is(element, JsonDocument.OBJECT) || (auto && !isBatch(element))) {
        throw new RejectedRecordException(
            "not an array of event batches, at "
                + document.location(element)
                + ": found "
                + document.describe(element)
                + ". Allowed: arrays of which every element is an event batch, or of objects of the shape that"
                + " event.input.format forces",
            RejectionKind.OTHER_FORMAT);
      }
    }
  }

  private void convertObject(
      int object,
      RecordPosition position,
      int batchIndex,
      BatchLimits limits,
      @Nullable EventIndexes only,
      List<MessageBody> into) {
    boolean keepEventless = false;
    switch (shape(object)) {
      case BATCH, AUTO -> {
        requireEventsArray(object);
        if (settings.validation() != Validation.NONE) {
          check.batch(object);
        }
        keepEventless = settings.forwarding().sendEventlessBatches();
        writer.batch().reset(document, object, JsonDocument.NONE, position, batchIndex, object);
      }
      case EVENT -> {
        if (settings.validation() != Validation.NONE) {
          check.event(object);
        }
        writer.batch().reset(document, JsonDocument.NONE, object, position, batchIndex, object);
      }
      case RECORD -> {
        JsonDocument mapped = mapping.map(data, object, position, batchIndex);
        writer
            .batch()
            .reset(mapped, mapped.root(), JsonDocument.NONE, position, batchIndex, object);
      }
    }
    writer.write(keepEventless, limits, only, into);
  }

  private InputFormat shape(int object) {
    if (settings.inputFormat() != InputFormat.AUTO) {
      return settings.inputFormat();
    }
    if (isBatch(object)) {
      return InputFormat.BATCH;
    }
    boolean event =
        document.is(document.member(object, StructureCheck.EVENT_TYPE), JsonDocument.STRING)
            && document.is(document.member(object, StructureCheck.DATA), JsonDocument.OBJECT);
    return event ? InputFormat.EVENT : InputFormat.RECORD;
  }

  private boolean isBatch(int object) {
    boolean allKnown = true;
    boolean distinctive = false;
    for (int name = document.firstName(object);
        name != JsonDocument.NONE;
        name = document.nextName(object, name)) {
      BatchMember member = BatchMember.find(document, name);
      if (member == BatchMember.EVENTS) {
        int events = document.value(name);
        return document.is(events, JsonDocument.ARRAY) || document.is(events, JsonDocument.NULL);
      }
      allKnown &= member != null || BatchMember.isOther(document, name);
      distinctive |= member != null && member.isDistinctive();
    }
    return allKnown && distinctive;
  }

  /** Events are required to be an array even if the structure is not checked. */
  private void requireEventsArray(int batch) {
    int events = document.member(batch, BatchMember.EVENTS.memberName());
    if (events != JsonDocument.NONE && !document.is(events, JsonDocument.ARRAY)) {
      throw new RejectedRecordException(
          "invalid event batch at "
              + document.location(events)
              + ": found "
              + document.describe(events)
              + ". Allowed: an array of events, or null",
          RejectionKind.OTHER_FORMAT);
    }
  }
}
