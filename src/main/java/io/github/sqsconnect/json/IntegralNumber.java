package io.github.sqsconnect.json;

/**
 * The normalized form of JSON numbers that are integers: {@code 42}, {@code 42.0} and {@code 4.2e1}
 * become {@code 42}. It is built from the digits of the number in one pass. No double is involved,
 * and a large exponent does not produce a long text.
 */
public final class IntegralNumber {
  /** Most digits of a signed 64-bit integer. */
  private static final int INT64_DIGITS = 19;

  /** Longer numbers keep an exponent instead of the zeros at their end. */
  private static final int MOST_PLAIN_DIGITS = 1_000;

  /** Longer exponents are not read. Shorter ones can be added in a long without overflow. */
  private static final int MOST_EXPONENT_DIGITS = 15;

  private final byte[] text;
  private final boolean negative;

  /** The places of the first and the last digit other than zero, or -1. */
  private int first = -1;

  private int last = -1;
  private int point = -1;
  private int mantissaEnd;
  private long exponent;
  private boolean readable = true;

  private IntegralNumber(byte[] json, int start, int end) {
    text = json;
    negative = json[start] == '-';
    int at = negative ? start + 1 : start;
    for (; at < end && (json[at] | 0x20) != 'e'; at++) {
      if (json[at] == '.') {
        point = at;
      } else if (json[at] != '0') {
        first = first < 0 ? at : first;
        last = at;
      }
    }
    mantissaEnd = at;
    if (at < end) {
      readExponent(at + 1, end);
    }
  }

  private void readExponent(int start, int end) {
    boolean minus = text[start] == '-';
    int at = minus || text[start] == '+' ? start + 1 : start;
    while (at < end && text[at] == '0') {
      at++;
    }
    readable = end - at <= MOST_EXPONENT_DIGITS;
    for (; readable && at < end; at++) {
      exponent = exponent * 10 + text[at] - '0';
    }
    exponent = minus ? -exponent : exponent;
  }

  /**
   * Writes a number that is integral and within signed 64 bits as its digits.
   *
   * @return false, with nothing written, for any other number
   */
  static boolean putInt64(byte[] json, int start, int end, JsonBuffer out) {
    IntegralNumber number = new IntegralNumber(json, start, end);
    if (!number.isIntegral() || (!number.isZero() && number.digits() > INT64_DIGITS)) {
      return false;
    }
    int before = out.size();
    number.put(out);
    if (Int64Form.isInt64(out.bytes(), before, out.size())) {
      return true;
    }
    out.truncate(before);
    return false;
  }

  /**
   * Writes an integer of any size in its normalized form: its digits. If there are more than 1,000,
   * an exponent replaces the zeros at the end.
   *
   * @return false, with nothing written, for any other number
   */
  public static boolean put(byte[] json, int start, int end, JsonBuffer out) {
    IntegralNumber number = new IntegralNumber(json, start, end);
    if (!number.isIntegral()) {
      return false;
    }
    number.put(out);
    return true;
  }

  private boolean isZero() {
    return first < 0;
  }

  private boolean isIntegral() {
    return isZero() || (readable && zeros() >= 0);
  }

  /** The zeros at the end of the number when it is written without an exponent. */
  private long zeros() {
    return exponent + powerInMantissa(last);
  }

  private long digits() {
    return exponent + powerInMantissa(first) + 1;
  }

  /** The power of ten of a digit in the mantissa. */
  private int powerInMantissa(int digit) {
    if (point < 0) {
      return mantissaEnd - digit - 1;
    }
    return digit < point ? point - digit - 1 : point - digit;
  }

  private void put(JsonBuffer out) {
    if (isZero()) {
      out.put('0');
      return;
    }
    if (negative) {
      out.put('-');
    }
    if (point > first && point < last) {
      out.put(text, first, point - first);
      out.put(text, point + 1, last - point);
    } else {
      out.put(text, first, last - first + 1);
    }
    long zeros = zeros();
    if (zeros > 0 && digits() > MOST_PLAIN_DIGITS) {
      out.put('E');
      out.putLong(zeros);
      return;
    }
    for (long zero = 0; zero < zeros; zero++) {
      out.put('0');
    }
  }
}
