package io.github.sqsconnect.record;

import io.github.sqsconnect.json.ConnectJson;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonReader;
import io.github.sqsconnect.json.RejectedRecordException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record's value, key and headers, each read into a document when it is asked for, and the hash
 * of value and key.
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

  public void of(SinkRecord sinkRecord) {
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

  /** Another one whenever a record was taken up, so that what was found in it can be kept. */
  long number() {
    return number;
  }

  /** The key as a JSON document, or null when it is text that is not JSON, or absent. */
  @Nullable JsonDocument key() {
    if (!keyRead) {
      keyRead = true;
      keyReadable = read(record().keySchema(), record().key(), key);
    }
    return keyReadable ? key : null;
  }

  /** The whole key as text; null when there is none. */
  @Nullable String keyText() {
    if (keyText == null) {
      keyText = KeyText.of(record().keySchema(), record().key());
    }
    return keyText;
  }

  /** The whole key as text of a message group id; null when there is none. */
  @Nullable String keyOfGroup() {
    if (keyOfGroup == null) {
      keyOfGroup = GroupIdText.ofKey(record().keySchema(), record().key());
    }
    return keyOfGroup;
  }

  /** The whole key as one JSON string; null when there is none. */
  @Nullable JsonDocument keyAsText() {
    String text = keyText();
    return text == null ? null : document(null, text);
  }

  /**
   * The last header of that name as a JSON document, text standing as a string, or null. A document
   * of its own: what was found in one header is written after others were read.
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
      if (data instanceof String text) {
        new JsonReader(document).read(text);
      } else if (data instanceof byte[] bytes) {
        new JsonReader(document).read(bytes);
      } else {
        new ConnectJson(document).read(schema, data);
      }
      return true;
    } catch (RejectedRecordException e) {
      return false;
    }
  }
}
