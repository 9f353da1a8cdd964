package io.github.sqsconnect.event;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Scalars as text: strings as they are, numbers in plain decimal, booleans as words. */
final class ScalarText {
  /** A number whose text is longer has more digits than are written plain. */
  private static final int LONGEST_EXPANDED = 1100;

  private ScalarText() {}

  /** The text, or null when it is no scalar. */
  static @Nullable String of(FieldPath.Found found) {
    JsonDocument document = found.document();
    int node = found.node();
    return switch (document.kind(node)) {
      case JsonDocument.STRING -> document.string(node);
      case JsonDocument.NUMBER -> plain(document.literal(node));
      case JsonDocument.TRUE -> "true";
      case JsonDocument.FALSE -> "false";
      default -> null;
    };
  }

  /** A number without its exponent, where that needs at most 1,000 digits; else as it stands. */
  static String plain(String number) {
    if (number.length() > LONGEST_EXPANDED
        || (number.indexOf('e') < 0 && number.indexOf('E') < 0)) {
      return number;
    }
    try {
      return ConnectJson.plain(new BigDecimal(number));
    } catch (NumberFormatException exponentBeyondInt) {
      return number;
    }
  }
}
