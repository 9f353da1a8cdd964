package io.github.sqsconnect.message;

import io.github.sqsconnect.config.MessageSettings.InvalidCharacters;
import io.github.sqsconnect.json.RejectedRecordException;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * The body of a raw message: text unchanged, bytes as base64. Other values are rejected.
 *
 * @param bytes the length of the text in UTF-8
 */
record RawBody(String text, int bytes) {
  /**
   * The body that carries a value.
   *
   * @throws RejectedRecordException if the value is neither text nor bytes, is empty, or contains a
   *     character that SQS rejects
   */
  static RawBody of(Object value, InvalidCharacters invalidCharacters) {
    if (value instanceof byte[] bytes) {
      return base64(bytes);
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return base64(bytes);
    }
    if (value instanceof String text) {
      return text(text, invalidCharacters);
    }
    throw new RejectedRecordException(
        "not raw text or bytes: found "
            + value.getClass().getName()
            + ". Allowed with sqs.message.format=raw: text and bytes. Use StringConverter or ByteArrayConverter, or"
            + " another format");
  }

  private static RawBody base64(byte[] bytes) {
    if (bytes.length == 0) {
      throw empty();
    }
    String text = Base64.getEncoder().encodeToString(bytes);
    return new RawBody(text, text.length());
  }

  private static RawBody text(String text, InvalidCharacters invalidCharacters) {
    if (text.isEmpty()) {
      throw empty();
    }
    long bytes = measure(text);
    if (bytes >= 0) {
      return body(text, bytes);
    }
    if (invalidCharacters == InvalidCharacters.FAIL) {
      int invalid = (int) ~bytes;
      throw new RejectedRecordException(
          "a character that SQS refuses, "
              + String.format("U+%04X", text.codePointAt(invalid))
              + " at index "
              + invalid
              + ". Allowed: tab, line feed, carriage return, U+0020 to U+D7FF, U+E000 to U+FFFD, U+10000 to U+10FFFF."
              + " Set behavior.on.invalid.characters=replace, or use sqs.message.format=event-batch, which escapes");
    }
    StringBuilder replaced = new StringBuilder(text.length());
    text.codePoints().map(c -> isValid(c) ? c : 0xFFFD).forEach(replaced::appendCodePoint);
    String body = replaced.toString();
    return body(body, measure(body));
  }

  private static RawBody body(String text, long bytes) {
    return new RawBody(text, (int) Math.min(bytes, Integer.MAX_VALUE));
  }

  private static RejectedRecordException empty() {
    return new RejectedRecordException(
        "an empty value. Allowed: at least one byte, because SQS refuses empty bodies");
  }

  /**
   * The length of the text in UTF-8. A negative result is the complement of the index of the first
   * character that SQS rejects.
   */
  private static long measure(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit < 0x20 || unit >= 0x80) {
        int character = text.codePointAt(i);
        if (!isValid(character)) {
          return ~i;
        }
        bytes += unit < 0x80 ? 0 : unit < 0x800 ? 1 : 2;
        i += Character.charCount(character) - 1;
      }
    }
    return bytes;
  }

  private static boolean isValid(int character) {
    return character >= 0x20
        ? character < 0xD800 || (character > 0xDFFF && character != 0xFFFE && character != 0xFFFF)
        : character == '\t' || character == '\n' || character == '\r';
  }
}
