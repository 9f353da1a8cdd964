package io.github.sqsconnect.record;

import io.github.sqsconnect.json.JsonDocument;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the record at hand says, its value and its key, as the connector received them: no setting
 * changes it. Hashed when the first id of the record is made, and once.
 */
public final class RecordContent {
  private final RecordDocuments data;
  private final ContentHash hashing = new ContentHash();

  /** The value where it is not read as JSON. */
  private @Nullable Object text;

  private boolean known;
  private long hash;

  RecordContent(RecordDocuments data) {
    this.data = data;
  }

  /** A new record begins, whose value is read as JSON. */
  public void ofJson() {
    text = null;
    known = false;
  }

  /** A new record begins, whose value is text or bytes that are not parsed. */
  public void ofText(Object value) {
    text = value;
    known = false;
  }

  /** The hash of value and key: 64 bits, equal for records that say the same. */
  public long hash() {
    if (!known) {
      hash = ContentHash.ofBoth(ofValue(), ofKey());
      known = true;
    }
    return hash;
  }

  private long ofValue() {
    return text == null ? hashing.of(data.value()) : hashOf(text);
  }

  /**
   * Text and bytes are not parsed, any other key is JSON; all keys that cannot be read are equal.
   */
  private long ofKey() {
    Object key = data.record().key();
    if (key == null) {
      return ContentHash.NONE;
    }
    if (KeyText.isTextOrBytes(key)) {
      return hashOf(key);
    }
    JsonDocument json = data.key();
    return json == null ? ContentHash.UNREADABLE : hashing.of(json);
  }

  private long hashOf(Object data) {
    if (data instanceof String string) {
      return hashing.of(string);
    }
    if (data instanceof byte[] bytes) {
      return hashing.of(bytes);
    }
    return data instanceof ByteBuffer buffer ? hashing.of(buffer) : ContentHash.UNREADABLE;
  }
}
