package io.github.sqsconnect.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A message attribute as received: its data type and one of the two kinds of value. */
public record Attribute(String type, @Nullable String text, @Nullable String base64) {

  /** The bytes that SQS counts and digests: text as UTF-8, binary decoded. */
  byte[] bytes() {
    if (base64 != null) {
      return Base64.getDecoder().decode(base64);
    }
    return (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
  }

  boolean binary() {
    return base64 != null;
  }
}
