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
record IntegerRange(BigInteger least, BigInteger most) {
  static final IntegerRange INT64 =
      new IntegerRange(BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE));

  /** No bound has more digits. */
  private static final int MOST_DIGITS = 20;

  private static final int INT32_DIGITS = 9;
  private static final IntegerRange INT32 =
      new IntegerRange(
          BigInteger.valueOf(Integer.MIN_VALUE), BigInteger.valueOf(Integer.MAX_VALUE));

  /** Whether a number is an integer. */
  static boolean isInteger(JsonDocument document, int number) {
    return document.isInteger(number)
        || IntegralNumber.put(
            document.text(number), document.start(number), document.end(number), new JsonBuffer());
  }

  /** Whether a number is an integer of the range. */
  boolean contains(JsonDocument document, int number) {
    byte[] text = document.text(number);
    int start = document.start(number);
    int end = document.end(number);
    if (document.isInteger(number)) {
      return contains(text, start, end);
    }
    JsonBuffer digits = new JsonBuffer();
    return IntegralNumber.put(text, start, end, digits)
        && contains(digits.bytes(), 0, digits.size());
  }

  /** Whether the range contains an integer without leading zeros. */
  boolean contains(byte[] text, int start, int end) {
    if (equals(INT64)) {
      return Int64Form.isInt64(text, start, end);
    }
    int digits = end - start - (text[start] == '-' ? 1 : 0);
    if (digits > MOST_DIGITS) {
      return false;
    }
    if (digits <= INT32_DIGITS && equals(INT32)) {
      return true;
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
