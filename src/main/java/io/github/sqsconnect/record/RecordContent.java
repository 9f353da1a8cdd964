package io.github.sqsconnect.record;

import io.github.sqsconnect.json.JsonDocument;
import java.nio.ByteBuffer;
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

  private boolean known;
  private long hash;

  RecordContent(RecordDocuments data) {
    this.data = data;
  }

  /** A new record begins. Its value is read as JSON. */
  public void resetToJson() {
    text = null;
    known = false;
  }

  /** A new record begins. Its value is text or bytes that are not parsed. */
  public void resetToText(Object value) {
    text = value;
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
    return text == null ? hashing.hash(data.value()) : hashOf(text);
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
