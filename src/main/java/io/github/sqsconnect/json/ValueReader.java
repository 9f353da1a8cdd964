package io.github.sqsconnect.json;

import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads any value of a record into a document: JSON text, as string or bytes, or Connect data. For
 * one thread at a time.
 */
public final class ValueReader {
  private final JsonReader text;
  private final ConnectJson connect;

  /**
   * @param connect reads Connect data into the same document
   */
  public ValueReader(JsonDocument document, ConnectJson connect) {
    text = new JsonReader(document);
    this.connect = connect;
  }

  /**
   * Reads a value. The document has its index afterwards.
   *
   * @throws RejectedRecordException if it is text or bytes but not JSON, or contains what JSON
   *     cannot express
   */
  public void read(@Nullable Schema schema, Object value) {
    if (value instanceof String json) {
      text.read(json);
    } else if (value instanceof byte[] json) {
      text.read(json);
    } else if (value instanceof ByteBuffer buffer) {
      byte[] json = new byte[buffer.remaining()];
      buffer.duplicate().get(json);
      text.read(json);
    } else {
      connect.read(schema, value);
    }
  }
}
