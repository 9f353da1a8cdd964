package io.github.sqsconnect.message;

import io.github.sqsconnect.config.MessageSettings.InvalidCharacters;
import io.github.sqsconnect.event.BatchLimits;
import io.github.sqsconnect.event.MessageBody;
import io.github.sqsconnect.json.ConnectJson;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.json.ValueReader;
import io.github.sqsconnect.record.RecordContent;
import io.github.sqsconnect.record.RecordDocuments;
import io.github.sqsconnect.record.Template;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The format {@code raw}: text unchanged, bytes as base64. The value is only parsed if a template
 * has a path in it; without JSON, the path has no value.
 */
final class RawFormat implements MessageFormat {
  private final InvalidCharacters invalidCharacters;
  private final JsonDocument document = new JsonDocument();
  private final ValueReader reader = new ValueReader(document, new ConnectJson(document));
  private final RecordDocuments data = new RecordDocuments(document);
  private @Nullable SinkRecord unread;
  private int root = JsonDocument.NONE;

  RawFormat(InvalidCharacters invalidCharacters) {
    this.invalidCharacters = invalidCharacters;
  }

  @Override
  public List<MessageBody> bodies(
      SinkRecord record, @Nullable Schema schema, Object value, BatchLimits limits) {
    data.reset(record);
    data.content().resetToText(value);
    unread = record;
    root = JsonDocument.NONE;

    RawBody body = RawBody.of(value, invalidCharacters);
    OneBody.requireFits(body.bytes(), JsonDocument.NONE, limits);
    return OneBody.of(body.text(), body.bytes(), JsonDocument.NONE);
  }

  @Override
  public String text(Template template, int source, @Nullable String mpid) {
    return template.render(data, template.readsValue() ? root() : JsonDocument.NONE, null);
  }

  private int root() {
    SinkRecord record = unread;
    if (record != null && record.value() != null) {
      unread = null;
      try {
        reader.read(record.valueSchema(), record.value());
        root = document.root();
      } catch (RejectedRecordException noJson) {
        root = JsonDocument.NONE;
      }
    }
    return root;
  }

  @Override
  public RecordContent content() {
    return data.content();
  }
}
