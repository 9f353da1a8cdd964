package io.github.sqsconnect.record;

import io.github.sqsconnect.json.ConnectJson;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.json.ValueReader;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The value, key and headers of the current record as JSON documents. Key and headers are read when
 * they are needed.
 */
public final class RecordDocuments {
  private final JsonDocument value;
  private final JsonDocument key = new JsonDocument();
  private final RecordContent content = new RecordContent(this);
  private @Nullable SinkRecord record;
  private long number;
  private boolean keyRead;
  private boolean keyReadable;
  private @Nullable String keyText;
  private @Nullable String keyOfGroup;
  private @Nullable Map<String, Header> lastHeaders;
  private @Nullable Map<String, JsonDocument> headers;

  public RecordDocuments(JsonDocument value) {
    this.value = value;
  }

  public void reset(SinkRecord sinkRecord) {
    record = sinkRecord;
    number++;
    keyRead = false;
    keyText = null;
    keyOfGroup = null;
    lastHeaders = null;
    headers = null;
  }

  public RecordContent content() {
    return content;
  }

  public JsonDocument value() {
    return value;
  }

  SinkRecord record() {
    if (record == null) {
      throw new IllegalStateException("no record yet");
    }
    return record;
  }

  /** A number that changes with every record, so that results for one record can be cached. */
  long number() {
    return number;
  }

  /** The key as a JSON document. Null if there is no key, or if it is text that is not JSON. */
  @Nullable JsonDocument key() {
    if (!keyRead) {
      keyRead = true;
      keyReadable = read(record().keySchema(), record().key(), key);
    }
    return keyReadable ? key : null;
  }

  /** The whole key as text, or null without a key. */
  @Nullable String keyText() {
    if (keyText == null) {
      keyText = KeyText.text(record().keySchema(), record().key());
    }
    return keyText;
  }

  /** The whole key as text for a message group id, or null without a key. */
  @Nullable String keyOfGroup() {
    if (keyOfGroup == null) {
      keyOfGroup = GroupIdText.keyText(record().keySchema(), record().key());
    }
    return keyOfGroup;
  }

  /** The whole key as one JSON string, or null without a key. */
  @Nullable JsonDocument keyAsText() {
    String text = keyText();
    return text == null ? null : document(null, text);
  }

  /**
   * The last header of that name as a JSON document, or null. Text becomes a JSON string. Each
   * header has its own document, because values of several headers are used together.
   */
  @Nullable JsonDocument header(String name) {
    if (lastHeaders == null || headers == null) {
      Map<String, Header> last = new HashMap<>();
      record().headers().forEach(header -> last.put(header.key(), header));
      lastHeaders = last;
      headers = new HashMap<>();
    }
    Header found = lastHeaders.get(name);
    if (found == null || found.value() == null) {
      return null;
    }
    return headers.computeIfAbsent(name, any -> document(found.schema(), found.value()));
  }

  private static JsonDocument document(@Nullable Schema schema, Object data) {
    JsonDocument document = new JsonDocument();
    new ConnectJson(document).read(schema, data);
    return document;
  }

  private static boolean read(
      @Nullable Schema schema, @Nullable Object data, JsonDocument document) {
    if (data == null) {
      return false;
    }
    try {
      new ValueReader(document, new ConnectJson(document)).read(schema, data);
      return true;
    } catch (RejectedRecordException e) {
      return false;
    }
  }
}
