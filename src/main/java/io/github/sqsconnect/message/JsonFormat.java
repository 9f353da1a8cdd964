package io.github.sqsconnect.message;

import io.github.sqsconnect.event.BatchLimits;
import io.github.sqsconnect.event.MessageBody;
import io.github.sqsconnect.json.ConnectForm;
import io.github.sqsconnect.json.ConnectJson;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.ValueReader;
import io.github.sqsconnect.record.RecordContent;
import io.github.sqsconnect.record.RecordDocuments;
import io.github.sqsconnect.record.Template;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The format {@code json}: the value as JSON. JSON text is checked, and then sent as it is; a text
 * that is already a string is not copied.
 */
final class JsonFormat implements MessageFormat {
  private final ConnectForm form;
  private final JsonDocument document = new JsonDocument();
  private final ValueReader reader;
  private final RecordDocuments data = new RecordDocuments(document);
  private final JsonBuffer body = JsonBuffer.upTo(JsonBuffer.MAX_RECORD_BYTES);

  JsonFormat(ConnectForm form) {
    this.form = form;
    reader = new ValueReader(document, new ConnectJson(document, form));
  }

  @Override
  public List<MessageBody> bodies(
      SinkRecord record, @Nullable Schema schema, Object value, BatchLimits limits) {
    reader.read(schema, value);
    data.reset(record);
    data.content().resetToRead(schema, value, form);

    int root = document.root();
    if (value instanceof String text && !reader.hasRefusedCharacters()) {
      int bytes = reader.textBytes();
      OneBody.requireFits(bytes, root, limits);
      return OneBody.of(text, bytes, root);
    }
    body.clear();
    reader.copy(body);
    OneBody.requireFits(body.size(), root, limits);
    return OneBody.of(body.text(0), body.size(), root);
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
