package io.github.sqsconnect.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Converts between Strings and UTF-8. Most records are ASCII with a few Latin letters. The methods
 * of Java process such text byte by byte from the first such letter on, which was half the time of
 * a conversion. This class copies the ASCII pieces.
 */
final class Utf8 {
  private Utf8() {}

  static String string(byte[] utf8, int start, int end) {
    int at = TextScan.asciiEnd(utf8, start, end);
    if (at == end) {
      return new String(utf8, start, end - start, StandardCharsets.ISO_8859_1);
    }
    byte[] latin = new byte[end - start];
    int size = at - start;
    System.arraycopy(utf8, start, latin, 0, size);
    while (at < end) {
      int lead = utf8[at] & 0xFF;
      if (lead > 0xC3) {
        return new String(utf8, start, end - start, StandardCharsets.UTF_8);
      }
      latin[size++] = (byte) (lead << 6 | utf8[at + 1] & 0x3F);
      at += 2;
      int next = TextScan.asciiEnd(utf8, at, end);
      System.arraycopy(utf8, at, latin, size, next - at);
      size += next - at;
      at = next;
    }
    return new String(latin, 0, size, StandardCharsets.ISO_8859_1);
  }

  /** The same bytes as {@link String#getBytes}: a lone surrogate becomes a question mark. */
  static byte[] bytes(String text) {
    byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
    int at = TextScan.asciiEnd(latin, 0, latin.length);
    if (!new String(latin, StandardCharsets.ISO_8859_1).equals(text)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    if (at == latin.length) {
      return latin;
    }
    JsonBuffer utf8 = new JsonBuffer(latin.length + latin.length / 8 + 16);
    utf8.put(latin, 0, at);
    while (at < latin.length) {
      utf8.putUtf8(latin[at++] & 0xFF);
      int next = TextScan.asciiEnd(latin, at, latin.length);
      utf8.put(latin, at, next - at);
      at = next;
    }
    return Arrays.copyOf(utf8.bytes(), utf8.size());
  }
}
