package io.github.sqsconnect.event;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record's value, key and headers, each read into a document when it is asked for, and the hash
 * of value and key.
 */
final class RecordData {
  private final JsonDocument value;
  private final JsonDocument key = new JsonDocument();
  private final RecordContent content = new RecordContent(this);
  private @Nullable SinkRecord record;
  private boolean keyRead;
  private boolean keyReadable;

  RecordData(JsonDocument value) {
    this.value = value;
  }

  void of(SinkRecord sinkRecord) {
    record = sinkRecord;
    keyRead = false;
  }

  RecordContent content() {
    return content;
  }

  JsonDocument value() {
    return value;
  }

  SinkRecord record() {
    if (record == null) {
      throw new IllegalStateException("no record yet");
    }
    return record;
  }

  /** The key as a JSON document, or null when it is text that is not JSON, or absent. */
  @Nullable JsonDocument key() {
    if (!keyRead) {
      keyRead = true;
      keyReadable = read(record().keySchema(), record().key(), key);
    }
    return keyReadable ? key : null;
  }

  /**
   * The last header of that name as a JSON document, text standing as a string, or null. A document
   * of its own: what was found in one header is written after others were read.
   */
  @Nullable JsonDocument header(String name) {
    Header found = record().headers().lastWithName(name);
    if (found == null || found.value() == null) {
      return null;
    }
    JsonDocument header = new JsonDocument();
    new ConnectJson(header).read(found.schema(), found.value());
    return header;
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
    } catch (UnreadableValueException e) {
      return false;
    }
  }
}
