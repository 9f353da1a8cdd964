package io.github.sqsconnect.event;

import io.github.sqsconnect.json.Int64Form;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The forms of text in the strict schema. Each is the pattern of one of its definitions, checked on
 * bytes, because a regular expression would cost more than the rest of the check.
 */
enum TextForm {
  UUID("uuid", "a UUID"),
  INT64("int64", "a string of the digits of a signed 64-bit integer"),
  UINT64("uint64", "a string of the digits of an unsigned 64-bit integer"),
  IP_ADDRESS("ipAddress", "an IPv4 or IPv6 address, or an empty string");

  private static final int UUID_LENGTH = 36;
  private static final int HYPHENS = 4;

  /** 1 for every byte that is no hexadecimal digit. */
  private static final byte[] NOT_HEX = new byte[256];

  static {
    Arrays.fill(NOT_HEX, (byte) 1);
    "0123456789abcdefABCDEF".chars().forEach(digit -> NOT_HEX[digit] = 0);
  }

  private static final IntegerRange UNSIGNED =
      new IntegerRange(
          BigInteger.ZERO, BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE));

  private final String definition;
  private final String allowed;

  TextForm(String definition, String allowed) {
    this.definition = definition;
    this.allowed = allowed;
  }

  /** The form whose pattern is in that definition of the schema. */
  static TextForm of(String definition) {
    for (TextForm form : values()) {
      if (form.definition.equals(definition)) {
        return form;
      }
    }
    throw new IllegalStateException("no form of text for the pattern in " + definition);
  }

  /** What is allowed, for people. */
  String allowed() {
    return allowed;
  }

  /** Whether the text between the quotes of a string has this form. */
  boolean matches(byte[] text, int start, int end) {
    return switch (this) {
      case UUID -> isUuid(text, start, end);
      case INT64 -> Int64Form.isInt64(text, start, end);
      case UINT64 -> isDigits(text, start, end) && UNSIGNED.contains(text, start, end);
      case IP_ADDRESS -> start == end || isIpv4(text, start, end) || isIpv6(text, start, end);
    };
  }

  private static boolean isUuid(byte[] text, int start, int end) {
    if (end - start != UUID_LENGTH
        || text[start + 8] != '-'
        || text[start + 13] != '-'
        || text[start + 18] != '-'
        || text[start + 23] != '-') {
      return false;
    }
    int others = 0;
    for (int i = start; i < end; i++) {
      others += NOT_HEX[text[i] & 0xFF];
    }
    return others == HYPHENS;
  }

  /** An integer in the form of JSON, which has no leading zeros. */
  private static boolean isDigits(byte[] text, int start, int end) {
    int from = start < end && text[start] == '-' ? start + 1 : start;
    if (from == end || (end - from > 1 && text[from] == '0')) {
      return false;
    }
    for (int i = from; i < end; i++) {
      if (!isDigit(text[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIpv4(byte[] text, int start, int end) {
    int dots = 0;
    int digits = 0;
    for (int i = start; i < end; i++) {
      if (isDigit(text[i]) && digits < 3) {
        digits++;
      } else if (text[i] == '.' && digits > 0) {
        dots++;
        digits = 0;
      } else {
        return false;
      }
    }
    return dots == 3 && digits > 0;
  }

  private static boolean isIpv6(byte[] text, int start, int end) {
    boolean colon = false;
    for (int i = start; i < end; i++) {
      colon |= text[i] == ':';
      if (text[i] != ':' && text[i] != '.' && !isHex(text[i])) {
        return false;
      }
    }
    return colon;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isHex(byte b) {
    return NOT_HEX[b & 0xFF] == 0;
  }
}
