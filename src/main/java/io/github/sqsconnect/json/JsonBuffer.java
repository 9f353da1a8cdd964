package io.github.sqsconnect.json;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of UTF-8 text, written front to back. */
public final class JsonBuffer {
  /** A buffer up to this size is kept: growth by doubling needs it for a message of 1 MiB. */
  private static final int KEPT = 2 << 20;

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] LOWER_HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The most bytes of everything that one record becomes. More is a mistake or an attack. */
  public static final int MAX_RECORD_BYTES = 64 << 20;

  private final int most;
  private byte[] bytes;
  private int size;

  public JsonBuffer() {
    this(1024);
  }

  public JsonBuffer(int capacity) {
    this(capacity, Integer.MAX_VALUE - 8);
  }

  private JsonBuffer(int capacity, int most) {
    bytes = new byte[capacity];
    this.most = most;
  }

  /** A buffer that rejects the record when it would grow beyond {@code most} bytes. */
  public static JsonBuffer upTo(int most) {
    return new JsonBuffer(1024, most);
  }

  public byte[] bytes() {
    return bytes;
  }

  public int size() {
    return size;
  }

  /** Empties the buffer, and releases its memory if a large record made it grow. */
  public void clear() {
    size = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[1024];
    }
  }

  public void truncate(int newSize) {
    size = newSize;
  }

  public String text(int start) {
    return Utf8.string(bytes, start, size);
  }

  public void put(int oneByte) {
    if (size == bytes.length) {
      grow(1);
    }
    bytes[size++] = (byte) oneByte;
  }

  public void put(byte[] source) {
    put(source, 0, source.length);
  }

  public void put(byte[] source, int start, int length) {
    if (length > bytes.length - size) {
      grow(length);
    }
    System.arraycopy(source, start, bytes, size, length);
    size += length;
  }

  @SuppressWarnings("deprecation") // the one way to copy ASCII out of a String without a new array
  public void putAscii(String ascii) {
    int length = ascii.length();
    if (length > bytes.length - size) {
      grow(length);
    }
    ascii.getBytes(0, length, bytes, size);
    size += length;
  }

  public void put(ByteBuffer buffer) {
    int length = buffer.remaining();
    if (length > bytes.length - size) {
      grow(length);
    }
    buffer.get(buffer.position(), bytes, size, length);
    size += length;
  }

  /** Writes text as it is. A lone surrogate becomes three bytes. */
  public void putWholeText(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        text.codePoints().forEach(this::putUtf8);
        return;
      }
    }
    putAscii(text);
  }

  /** Writes text as it is. A lone surrogate becomes a question mark. */
  public void putText(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        put(Utf8.bytes(text));
        return;
      }
    }
    putAscii(text);
  }

  /** Writes the sixteen hexadecimal digits of 64 bits. */
  public void putHex(long bits) {
    for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
      put(LOWER_HEX[(int) (bits >>> shift) & 15]);
    }
  }

  public void putLong(long value) {
    if (value == Long.MIN_VALUE) {
      putAscii("-9223372036854775808");
      return;
    }
    long rest = value;
    if (rest < 0) {
      put('-');
      rest = -rest;
    }
    int digits = 1;
    for (long bound = 10; digits < 19 && rest >= bound; bound *= 10) {
      digits++;
    }
    if (digits > bytes.length - size) {
      grow(digits);
    }
    size += digits;
    int at = size;
    while (rest >= 10) {
      long hundredth = rest / 100;
      int pair = (int) (rest - hundredth * 100);
      bytes[--at] = (byte) ('0' + pair % 10);
      bytes[--at] = (byte) ('0' + pair / 10);
      rest = hundredth;
    }
    if (at > size - digits) {
      bytes[--at] = (byte) ('0' + rest);
    }
  }

  /** Writes a string literal, quotes included, in its canonical form. */
  public void putString(String value) {
    int length = value.length();
    if (length + 2 > bytes.length - size) {
      grow(length + 2);
    }
    bytes[size++] = '"';
    int plain = plainLength(value);
    size += plain;
    for (int i = plain; i < length; i++) {
      char unit = value.charAt(i);
      if (unit >= 0x20 && unit < 0x7F && unit != '"' && unit != '\\') {
        put(unit);
      } else if (Character.isHighSurrogate(unit)
          && i + 1 < length
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        putUtf8(Character.toCodePoint(unit, value.charAt(++i)));
      } else {
        putCanonical(unit);
      }
    }
    put('"');
  }

  /** Copies the characters at the beginning that need no escape. The buffer is large enough. */
  private int plainLength(String value) {
    byte[] into = bytes;
    int at = size;
    int length = value.length();
    for (int i = 0; i < length; i++) {
      char unit = value.charAt(i);
      if (unit < 0x20 || unit > 0x7E || unit == '"' || unit == '\\') {
        return i;
      }
      into[at + i] = (byte) unit;
    }
    return length;
  }

  /**
   * Writes one character of a string literal in its canonical form: the short escapes, a Unicode
   * escape of four hex digits for what SQS forbids in a body (C0 controls, U+FFFE, U+FFFF, lone
   * surrogates), everything else as UTF-8.
   */
  void putCanonical(int codePoint) {
    switch (codePoint) {
      case '"' -> escape('"');
      case '\\' -> escape('\\');
      case '\b' -> escape('b');
      case '\t' -> escape('t');
      case '\n' -> escape('n');
      case '\f' -> escape('f');
      case '\r' -> escape('r');
      default -> {
        if (codePoint < 0x20
            || (codePoint >= 0xD800 && codePoint <= 0xDFFF)
            || codePoint == 0xFFFE
            || codePoint == 0xFFFF) {
          escape('u');
          put(HEX[codePoint >> 12]);
          put(HEX[codePoint >> 8 & 15]);
          put(HEX[codePoint >> 4 & 15]);
          put(HEX[codePoint & 15]);
        } else {
          putUtf8(codePoint);
        }
      }
    }
  }

  private void escape(int letter) {
    put('\\');
    put(letter);
  }

  void putUtf8(int codePoint) {
    if (codePoint < 0x80) {
      put(codePoint);
    } else if (codePoint < 0x800) {
      put(0xC0 | codePoint >> 6);
      put(0x80 | codePoint & 0x3F);
    } else if (codePoint < 0x10000) {
      put(0xE0 | codePoint >> 12);
      put(0x80 | codePoint >> 6 & 0x3F);
      put(0x80 | codePoint & 0x3F);
    } else {
      put(0xF0 | codePoint >> 18);
      put(0x80 | codePoint >> 12 & 0x3F);
      put(0x80 | codePoint >> 6 & 0x3F);
      put(0x80 | codePoint & 0x3F);
    }
  }

  private void grow(int more) {
    long needed = (long) size + more;
    if (needed > most) {
      throw new RejectedRecordException(
          "too large for SQS: the JSON of the record needs more than "
              + most
              + " bytes. Allowed: at most "
              + MAX_RECORD_BYTES
              + " bytes for all messages of a record. Leave members out with event.exclude.fields or a transform",
          RejectionKind.TOO_LARGE);
    }
    bytes = Arrays.copyOf(bytes, (int) Math.min(most, Math.max(needed, bytes.length * 2L)));
  }
}
