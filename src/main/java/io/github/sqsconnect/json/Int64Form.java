package io.github.sqsconnect.json;

/**
 * The form in which 64-bit integers are written: unchanged, as a JSON number, or as a string of
 * digits. The forms NUMBER and STRING are normalized: {@code 42.0} and {@code 4.2e1} become {@code
 * 42}.
 */
public enum Int64Form {
  KEEP,
  NUMBER,
  STRING;

  private static final String LARGEST = "9223372036854775807";
  private static final String SMALLEST = "9223372036854775808";

  /** Writes a scalar. A value that is not a 64-bit integer stays unchanged. */
  public void write(JsonDocument document, int node, JsonBuffer out) {
    byte[] text = document.text(node);
    int start = document.start(node);
    int end = document.end(node);
    if (this != KEEP && document.is(node, JsonDocument.NUMBER)) {
      writeNumber(text, start, end, document.isInteger(node), out);
    } else if (this == NUMBER
        && document.is(node, JsonDocument.STRING)
        && isInt64(text, start + 1, end - 1)) {
      writeDigits(text, start + 1, end - 1, out);
    } else {
      out.put(text, start, end - start);
    }
  }

  /** An integer without fraction and exponent gets quotes even if it is larger than 64 bits. */
  private void writeNumber(byte[] text, int start, int end, boolean plain, JsonBuffer out) {
    int before = out.size();
    boolean quoted = this == STRING;
    if (quoted) {
      out.put('"');
    }
    if (!IntegralNumber.putInt64(text, start, end, out)) {
      if (!plain) {
        out.truncate(before);
        quoted = false;
      }
      out.put(text, start, end - start);
    }
    if (quoted) {
      out.put('"');
    }
  }

  /**
   * Writes a member that is derived from another member. A 64-bit integer, or a string of its
   * digits, is written as a number, or as a string if the form is STRING. Any other value is copied
   * under the rules of the new member, so that a second conversion changes nothing.
   */
  public void writeDerived(JsonDocument document, int node, JsonBuffer out, MemberRules rules) {
    byte[] text = document.text(node);
    int start = document.start(node);
    int end = document.end(node);
    boolean quoted = document.is(node, JsonDocument.STRING);
    if (quoted && isInt64(text, start + 1, end - 1)) {
      writeDigits(text, start + 1, end - 1, out);
    } else if (document.is(node, JsonDocument.NUMBER) && isInt64(text, start, end)) {
      writeDigits(text, start, end, out);
    } else {
      JsonWriter.write(document, node, out, rules);
    }
  }

  /** Writes a generated integer. */
  public void write(long value, JsonBuffer out) {
    if (this == STRING) {
      out.put('"');
      out.putLong(value);
      out.put('"');
    } else {
      out.putLong(value);
    }
  }

  private void writeDigits(byte[] text, int start, int end, JsonBuffer out) {
    if (this == STRING) {
      out.put('"');
    }
    if (this == KEEP || !isMinusZero(text, start, end)) {
      out.put(text, start, end - start);
    } else {
      out.put('0');
    }
    if (this == STRING) {
      out.put('"');
    }
  }

  private static boolean isMinusZero(byte[] text, int start, int end) {
    return end - start == 2 && text[start] == '-' && text[start + 1] == '0';
  }

  /** Whether the text is a signed 64-bit integer without leading zeros. */
  public static boolean isInt64(byte[] text, int start, int end) {
    boolean negative = start < end && text[start] == '-';
    int from = negative ? start + 1 : start;
    int digits = end - from;
    if (digits < 1 || digits > LARGEST.length() || (digits > 1 && text[from] == '0')) {
      return false;
    }
    for (int i = from; i < end; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return false;
      }
    }
    if (digits < LARGEST.length()) {
      return true;
    }
    String bound = negative ? SMALLEST : LARGEST;
    for (int i = 0; i < digits; i++) {
      int difference = text[from + i] - bound.charAt(i);
      if (difference != 0) {
        return difference < 0;
      }
    }
    return true;
  }
}
