package io.github.sqsconnect.record;

import io.github.sqsconnect.json.ConnectJson;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonWriter;
import io.github.sqsconnect.json.MemberRules;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** The key of a record as text. */
public final class KeyText {
  private KeyText() {}

  static boolean isTextOrBytes(@Nullable Object data) {
    return data instanceof String || data instanceof byte[] || data instanceof ByteBuffer;
  }

  /** Text unchanged, bytes as base64, everything else as JSON. Null without a key. */
  public static @Nullable String text(@Nullable Schema schema, @Nullable Object data) {
    if (data == null) {
      return null;
    }
    if (data instanceof String text) {
      return text;
    }
    if (data instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    if (data instanceof ByteBuffer buffer) {
      return StandardCharsets.US_ASCII
          .decode(Base64.getEncoder().encode(buffer.duplicate()))
          .toString();
    }
    JsonDocument document = new JsonDocument();
    new ConnectJson(document).read(schema, data);
    JsonBuffer out = new JsonBuffer();
    JsonWriter.write(document, document.root(), out, MemberRules.NEUTRAL);
    return out.text(0);
  }
}
