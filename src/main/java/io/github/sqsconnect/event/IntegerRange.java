package io.github.sqsconnect.event;

import io.github.sqsconnect.json.Int64Form;
import io.github.sqsconnect.json.IntegralNumber;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * The integers from one to another. As in JSON Schema, a number is an integer by its value: 1.0 and
 * 1e3 are integers.
 */
final class IntegerRange {
  /** No bound has more digits. */
  private static final int MOST_DIGITS = 20;

  private final BigInteger least;
  private final BigInteger most;

  private final boolean isInt64;

  /** Integers with at most so many characters are in the range. */
  private final int surely;

  IntegerRange(BigInteger least, BigInteger most) {
    this.least = least;
    this.most = most;
    isInt64 =
        least.equals(BigInteger.valueOf(Long.MIN_VALUE))
            && most.equals(BigInteger.valueOf(Long.MAX_VALUE));
    boolean signed = least.negate().compareTo(most) >= 0;
    surely = signed ? most.toString().length() - 1 : 0;
  }

  /** Whether a number is an integer. */
  static boolean isInteger(JsonDocument document, int number) {
    return document.isInteger(number)
        || IntegralNumber.put(
            document.text(number), document.start(number), document.end(number), new JsonBuffer());
  }

  /** Whether a number is an integer of the range. */
  boolean contains(JsonDocument document, int number) {
    int start = document.start(number);
    int end = document.end(number);
    if (document.isInteger(number)) {
      return end - start <= surely || contains(document.text(number), start, end);
    }
    JsonBuffer digits = new JsonBuffer();
    return IntegralNumber.put(document.text(number), start, end, digits)
        && contains(digits.bytes(), 0, digits.size());
  }

  /** Whether the range contains an integer without leading zeros. */
  boolean contains(byte[] text, int start, int end) {
    if (isInt64) {
      return Int64Form.isInt64(text, start, end);
    }
    if (end - start > MOST_DIGITS) {
      return false;
    }
    BigInteger value =
        new BigInteger(new String(text, start, end - start, StandardCharsets.ISO_8859_1));
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  /** What is allowed, for people. */
  String allowed() {
    return "an integer from " + least + " to " + most;
  }
}
