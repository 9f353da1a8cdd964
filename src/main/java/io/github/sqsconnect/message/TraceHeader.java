package io.github.sqsconnect.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the trace of a record, in the form of AWS X-Ray. {@code X-Amzn-Trace-Id} already has this
 * form and is used first, then {@code traceparent} of W3C. A malformed header is ignored: a wrong
 * trace is no reason to lose a record.
 */
final class TraceHeader {
  private static final Logger LOG = LoggerFactory.getLogger(TraceHeader.class);
  private static final String XRAY = "X-Amzn-Trace-Id";
  private static final String W3C = "traceparent";

  /** Longer than any trace header of X-Ray. */
  private static final int LONGEST = 512;

  /** {@code 00-<32 digits>-<16 digits>-<2 digits>}. */
  private static final int W3C_LENGTH = 55;

  private long ignored;

  /** The trace header of a record, or null. */
  @Nullable String of(Headers headers) {
    Object xray = null;
    Object w3c = null;
    for (Header header : headers) {
      if (XRAY.equalsIgnoreCase(header.key())) {
        xray = header.value();
      } else if (W3C.equalsIgnoreCase(header.key())) {
        w3c = header.value();
      }
    }

    String trace = ofXray(text(xray));
    if (trace == null) {
      trace = ofW3c(text(w3c));
    }
    if (trace == null && (xray != null || w3c != null)) {
      ignored++;
      LOG.debug("event=trace_header_ignored count={}; it is malformed", ignored);
    }
    return trace;
  }

  /** No value, other values and long ones become a text that is no trace. */
  private static String text(@Nullable Object value) {
    if (value instanceof String text && text.length() <= LONGEST) {
      return text;
    }
    if (value instanceof byte[] bytes && bytes.length <= LONGEST) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    if (value instanceof ByteBuffer buffer && buffer.remaining() <= LONGEST) {
      return StandardCharsets.ISO_8859_1.decode(buffer.duplicate()).toString();
    }
    return "";
  }

  /** The text itself, with fields this class does not know, if it has the form of X-Ray. */
  private static @Nullable String ofXray(String text) {
    boolean hasRoot = false;
    for (String field : text.split(";", -1)) {
      int equals = field.indexOf('=');
      if (equals < 1 || !isVisible(field)) {
        return null;
      }
      String value = field.substring(equals + 1);
      boolean isFine =
          switch (field.substring(0, equals)) {
            case "Root" -> isRoot(value);
            case "Parent" -> value.length() == 16 && isHex(value, 0, 16);
            case "Sampled" -> value.equals("0") || value.equals("1") || value.equals("?");
            default -> true;
          };
      if (!isFine) {
        return null;
      }
      hasRoot |= field.startsWith("Root=");
    }
    return hasRoot ? text : null;
  }

  /** {@code 1-<8 digits>-<24 digits>}. */
  private static boolean isRoot(String value) {
    return value.length() == 35
        && value.startsWith("1-")
        && isHex(value, 2, 10)
        && value.charAt(10) == '-'
        && isHex(value, 11, 35);
  }

  /** Versions after 00 may have more fields, which are skipped. */
  private static @Nullable String ofW3c(String text) {
    boolean isWellFormed =
        text.length() >= W3C_LENGTH
            && text.charAt(2) == '-'
            && text.charAt(35) == '-'
            && text.charAt(52) == '-'
            && isHex(text, 0, 2)
            && isHex(text, 3, 35)
            && isHex(text, 36, 52)
            && isHex(text, 53, 55)
            && !text.startsWith("ff")
            && (text.length() == W3C_LENGTH || (!text.startsWith("00") && text.charAt(55) == '-'))
            && !isZero(text, 3, 35)
            && !isZero(text, 36, 52);
    if (!isWellFormed) {
      return null;
    }
    boolean isSampled = (Character.digit(text.charAt(54), 16) & 1) == 1;
    return "Root=1-"
        + text.substring(3, 11)
        + '-'
        + text.substring(11, 35)
        + ";Parent="
        + text.substring(36, 52)
        + ";Sampled="
        + (isSampled ? '1' : '0');
  }

  private static boolean isVisible(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7F);
  }

  /** Both forms have lower-case digits. */
  private static boolean isHex(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }
}
