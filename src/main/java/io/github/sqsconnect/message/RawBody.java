package io.github.sqsconnect.message;

import io.github.sqsconnect.config.MessageSettings.InvalidCharacters;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.json.RejectionKind;
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
            + " another format",
        RejectionKind.NOT_TEXT);
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
    SqsText valid =
        SqsText.of(
            text, invalidCharacters, "", ", or use sqs.message.format=event-batch, which escapes");
    return new RawBody(valid.text(), valid.bytes());
  }

  private static RejectedRecordException empty() {
    return new RejectedRecordException(
        "an empty value. Allowed: at least one byte, because SQS refuses empty bodies",
        RejectionKind.EMPTY_VALUE);
  }
}
