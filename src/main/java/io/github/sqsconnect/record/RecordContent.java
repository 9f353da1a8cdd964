package io.github.sqsconnect.record;

import io.github.sqsconnect.json.ConnectForm;
import io.github.sqsconnect.json.ConnectJson;
import io.github.sqsconnect.json.JsonDocument;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The value and key of the current record as the connector received them, before any setting
 * applies. The hash is computed once, when the first id of the record is needed.
 */
public final class RecordContent {
  private final RecordDocuments data;
  private final ContentHash hashing = new ContentHash();

  /** The value if it is not read as JSON. */
  private @Nullable Object text;

  /** The value if it is read in a form that depends on settings, and its schema. */
  private @Nullable Object connect;

  private @Nullable Schema schema;

  private boolean known;
  private long hash;

  RecordContent(RecordDocuments data) {
    this.data = data;
  }

  /** A new record begins. Its value is read as JSON. */
  public void resetToJson() {
    reset(null, null, null);
  }

  /**
   * A new record begins. Its value is read as JSON, and Connect data in this form. Ids must not
   * depend on settings, so the hash reads the value a second time if the form makes a difference.
   */
  public void resetToRead(@Nullable Schema valueSchema, Object value, ConnectForm form) {
    boolean again = form.hasText() && !KeyText.isTextOrBytes(value);
    reset(null, again ? value : null, valueSchema);
  }

  /** A new record begins. Its value is text or bytes that are not parsed. */
  public void resetToText(Object value) {
    reset(value, null, null);
  }

  private void reset(
      @Nullable Object newText, @Nullable Object newConnect, @Nullable Schema newSchema) {
    text = newText;
    connect = newConnect;
    schema = newSchema;
    known = false;
  }

  /** The hash of value and key: 64 bits, equal for equal content. */
  public long hash() {
    if (!known) {
      hash = ContentHash.combine(valueHash(), keyHash());
      known = true;
    }
    return hash;
  }

  private long valueHash() {
    if (text != null) {
      return hashOf(text);
    }
    if (connect == null) {
      return hashing.hash(data.value());
    }
    JsonDocument numbers = new JsonDocument();
    new ConnectJson(numbers).read(schema, connect);
    return hashing.hash(numbers);
  }

  /**
   * Keys of text or bytes are not parsed, other keys are JSON. All keys that cannot be read have
   * the same hash.
   */
  private long keyHash() {
    Object key = data.record().key();
    if (key == null) {
      return ContentHash.NONE;
    }
    if (KeyText.isTextOrBytes(key)) {
      return hashOf(key);
    }
    JsonDocument json = data.key();
    return json == null ? ContentHash.UNREADABLE : hashing.hash(json);
  }

  private long hashOf(Object data) {
    if (data instanceof String string) {
      return hashing.hash(string);
    }
    if (data instanceof byte[] bytes) {
      return hashing.hash(bytes);
    }
    return data instanceof ByteBuffer buffer ? hashing.hash(buffer) : ContentHash.UNREADABLE;
  }
}
