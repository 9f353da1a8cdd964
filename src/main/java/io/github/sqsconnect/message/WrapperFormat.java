package io.github.sqsconnect.message;

import io.github.sqsconnect.config.BodySettings;
import io.github.sqsconnect.event.BatchLimits;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.event.MessageBody;
import io.github.sqsconnect.json.ConnectForm;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.message.EmbeddedValue.Kind;
import io.github.sqsconnect.message.EmbeddedValue.Parsed;
import io.github.sqsconnect.record.RecordContent;
import io.github.sqsconnect.record.RecordDocuments;
import io.github.sqsconnect.record.Template;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The formats {@code envelope} and {@code cloudevents}: one JSON object around any value. */
final class WrapperFormat implements MessageFormat {
  private final ConnectForm form;
  private final RecordDocuments data;
  private final EmbeddedValue value;
  private final BodyWriter writer;
  private final JsonBuffer body = JsonBuffer.upTo(JsonBuffer.MAX_RECORD_BYTES);

  private WrapperFormat(
      ConnectForm form, JsonDocument document, RecordDocuments data, BodyWriter writer) {
    this.form = form;
    this.data = data;
    this.writer = writer;
    value = new EmbeddedValue(document, form, Parsed.ALL);
  }

  static WrapperFormat envelope(ConnectForm form) {
    JsonDocument document = new JsonDocument();
    return new WrapperFormat(form, document, new RecordDocuments(document), new EnvelopeBody(form));
  }

  static WrapperFormat cloudEvents(ConnectForm form, BodySettings settings, IdGenerator ids) {
    JsonDocument document = new JsonDocument();
    RecordDocuments data = new RecordDocuments(document);
    return new WrapperFormat(form, document, data, new CloudEventBody(settings, ids, data));
  }

  @Override
  public List<MessageBody> bodies(
      SinkRecord record, @Nullable Schema schema, Object given, BatchLimits limits) {
    value.read(schema, given);
    data.reset(record);
    if (value.kind() == Kind.JSON) {
      data.content().resetToRead(schema, given, form);
    } else {
      data.content().resetToText(given);
    }

    body.clear();
    writer.write(record, value, body);
    OneBody.requireFits(body.size(), value.root(), limits);
    return OneBody.of(body.text(0), body.size(), value.root());
  }

  @Override
  public String text(Template template, int source, @Nullable String mpid) {
    return template.render(data, source, mpid);
  }

  @Override
  public RecordContent content() {
    return data.content();
  }
}
