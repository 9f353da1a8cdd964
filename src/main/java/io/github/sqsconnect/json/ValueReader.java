package io.github.sqsconnect.json;

import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads any value of a record into a document: JSON text, as string or bytes, or Connect data. For
 * one thread at a time.
 */
public final class ValueReader {
  private final JsonDocument document;
  private final JsonReader text;
  private final ConnectJson connect;

  /** Where the text of Connect data ends in the buffer; 0 if JSON text was read. */
  private int connectEnd;

  /**
   * @param connect reads Connect data into the same document
   */
  public ValueReader(JsonDocument document, ConnectJson connect) {
    this.document = document;
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
    connectEnd = 0;
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
      connectEnd = document.buffer.size();
    }
  }

  /** The length of the JSON text that was read, in UTF-8 bytes. */
  public int textBytes() {
    return document.source.length;
  }

  /** Whether the JSON text that was read contains characters that SQS refuses in a body. */
  public boolean hasRefusedCharacters() {
    return document.hasRefusedCharacters;
  }

  /**
   * Writes the whole value as it was read: JSON text with its white space, its digits and all its
   * members, and Connect data with the null members that are kept. Only characters that SQS refuses
   * in a body are replaced, by their escapes.
   *
   * @throws RejectedRecordException if two keys of a map of Connect have the same text
   */
  public void copy(JsonBuffer out) {
    if (connectEnd > 0) {
      requireDistinctNames();
      out.put(document.buffer.bytes(), 0, connectEnd);
    } else if (document.hasRefusedCharacters) {
      copyEscaped(document.source, out);
    } else {
      out.put(document.source);
    }
  }

  /** In text, two members of one name are the sender's choice; in a map, one would be hidden. */
  private void requireDistinctNames() {
    int duplicate = document.firstDuplicate();
    if (duplicate != JsonDocument.NONE) {
      throw new RejectedRecordException(
          "cannot be written as JSON, at "
              + document.location(duplicate)
              + ": found two keys of a map with this text. Allowed: distinct texts",
          RejectionKind.OTHER_FORMAT);
    }
  }

  /** U+FFFE, U+FFFF and lone surrogates have three bytes in the source. */
  private static void copyEscaped(byte[] source, JsonBuffer out) {
    int copied = 0;
    for (int at = 0; at < source.length; at++) {
      if (isRefused(source, at)) {
        out.put(source, copied, at - copied);
        out.putCanonical(
            (source[at] & 0xF) << 12 | (source[at + 1] & 0x3F) << 6 | source[at + 2] & 0x3F);
        at += 2;
        copied = at + 1;
      }
    }
    out.put(source, copied, source.length - copied);
  }

  private static boolean isRefused(byte[] source, int at) {
    int first = source[at] & 0xFF;
    return (first == 0xED && (source[at + 1] & 0xFF) >= 0xA0)
        || (first == 0xEF && (source[at + 1] & 0xFF) == 0xBF && (source[at + 2] & 0xFF) >= 0xBE);
  }
}
