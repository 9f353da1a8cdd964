package io.github.sqsconnect.event;

import io.github.sqsconnect.json.Int64Form;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.record.FoundValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the user id of the platform, a signed 64-bit integer, in its normalized form. */
final class UserId {
  /** The allowed values, for people. */
  static final String ALLOWED = "a signed 64-bit integer";

  private static final int LONGEST = 64;

  /** The digits of 2^53. */
  private static final int MOST_DIGITS = 16;

  /** A double cannot represent all integers beyond it, so the id may be rounded already. */
  private static final BigDecimal MOST_EXACT = BigDecimal.valueOf(1L << 53);

  private UserId() {}

  /** The digits, or null if it is not a user id. 42, 42.0 and 4.2e1 are the same user. */
  static @Nullable String digits(FoundValue found) {
    JsonDocument document = found.document();
    int node = found.node();
    if (document.is(node, JsonDocument.STRING)) {
      return exact(document.string(node));
    }
    if (!document.is(node, JsonDocument.NUMBER)) {
      return null;
    }
    String literal = document.literal(node);
    return document.isInteger(node) ? exact(literal) : integral(literal);
  }

  private static @Nullable String exact(String digits) {
    byte[] text = digits.getBytes(StandardCharsets.UTF_8);
    if (!Int64Form.isInt64(text, 0, text.length)) {
      return null;
    }
    return digits.equals("-0") ? "0" : digits;
  }

  private static @Nullable String integral(String number) {
    if (number.length() > LONGEST) {
      return null;
    }
    try {
      BigDecimal value = new BigDecimal(number).stripTrailingZeros();
      if (value.scale() > 0 || (long) value.precision() - value.scale() > MOST_DIGITS) {
        return null;
      }
      return value.abs().compareTo(MOST_EXACT) > 0 ? null : value.toBigIntegerExact().toString();
    } catch (ArithmeticException | NumberFormatException exponentBeyondInt) {
      return null;
    }
  }
}
