package io.github.sqsconnect.message;

import io.github.sqsconnect.event.BatchLimits;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.EventIndexes;
import io.github.sqsconnect.event.MessageBody;
import io.github.sqsconnect.record.RecordContent;
import io.github.sqsconnect.record.Template;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The format {@code event-batch}: events and context of one user, as canonical JSON. */
record EventBatchFormat(EventConverter converter) implements MessageFormat {
  @Override
  public List<MessageBody> bodies(
      SinkRecord record, @Nullable Schema schema, Object value, BatchLimits limits) {
    return converter.convert(record, schema, value, limits);
  }

  @Override
  public List<MessageBody> parts(
      SinkRecord record,
      @Nullable Schema schema,
      Object value,
      BatchLimits limits,
      EventIndexes tooLarge) {
    return converter.split(record, schema, value, limits, tooLarge);
  }

  @Override
  public String text(Template template, int source, @Nullable String mpid) {
    return converter.text(template, source, mpid);
  }

  @Override
  public RecordContent content() {
    return converter.content();
  }
}
