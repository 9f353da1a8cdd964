package io.github.sqsconnect.message;

import io.github.sqsconnect.config.BodySettings;
import io.github.sqsconnect.config.MessageSettings;
import io.github.sqsconnect.event.BatchLimits;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.EventIndexes;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.event.MessageBody;
import io.github.sqsconnect.json.ConnectForm;
import io.github.sqsconnect.json.KeptNulls;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.record.RecordContent;
import io.github.sqsconnect.record.Template;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A format of message bodies. It reads the record once, writes its bodies, and renders templates
 * for it. For one thread at a time.
 */
interface MessageFormat {
  /** The format that the settings choose. */
  static MessageFormat of(MessageSettings settings, EventConverter converter, IdGenerator ids) {
    return switch (settings.format()) {
      case EVENT_BATCH -> new EventBatchFormat(converter);
      case JSON -> new JsonFormat(form(settings.body()));
      case ENVELOPE -> WrapperFormat.envelope(form(settings.body()));
      case CLOUDEVENTS -> WrapperFormat.cloudEvents(form(settings.body()), settings.body(), ids);
      case RAW -> new RawFormat(settings.invalidCharacters());
    };
  }

  private static ConnectForm form(BodySettings settings) {
    return new ConnectForm(
        KeptNulls.ALL,
        settings.decimalFormat() == BodySettings.DecimalFormat.STRING,
        settings.timestampFormat() == BodySettings.TimestampFormat.ISO_8601);
  }

  /**
   * The bodies of a record, in order.
   *
   * @param value the record's value, or the value that replaces it; not null
   * @param limits how large the bodies may be
   * @return empty when the settings leave nothing to send
   * @throws RejectedRecordException if the record cannot become a message
   */
  List<MessageBody> bodies(
      SinkRecord record, @Nullable Schema schema, Object value, BatchLimits limits);

  /**
   * The bodies that replace one body that SQS rejected for its size. The default is for formats
   * with one body for each record, which cannot be split.
   *
   * @param tooLarge the events of that body
   * @throws RejectedRecordException if it cannot be made smaller
   */
  default List<MessageBody> parts(
      SinkRecord record,
      @Nullable Schema schema,
      Object value,
      BatchLimits limits,
      EventIndexes tooLarge) {
    return bodies(record, schema, value, limits);
  }

  /**
   * Renders a template for a body of the record that was read last.
   *
   * @param source the object in the record's value where paths begin
   * @param mpid the user's id as text, or null without one
   * @throws RejectedRecordException if a key or header that the template uses cannot be read
   */
  String text(Template template, int source, @Nullable String mpid);

  /** The content of the record that was read last. */
  RecordContent content();
}
