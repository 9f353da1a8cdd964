package io.github.sqsconnect.json;

/**
 * Reads JSON text (RFC 8259, UTF-8 without byte-order mark) into a {@link JsonDocument} in one
 * pass. The depth is limited, and numbers keep their digits.
 */
public final class JsonReader {
  private static final byte PLAIN = 0;
  private static final byte QUOTE = 1;
  private static final byte BACKSLASH = 2;
  private static final byte CONTROL = 3;
  private static final byte WIDE = 4;
  private static final byte[] STRING_CLASS = new byte[256];

  static {
    for (int b = 0; b < 0x20; b++) {
      STRING_CLASS[b] = CONTROL;
    }
    for (int b = 0x80; b < 0x100; b++) {
      STRING_CLASS[b] = WIDE;
    }
    STRING_CLASS['"'] = QUOTE;
    STRING_CLASS['\\'] = BACKSLASH;
  }

  private final JsonDocumentBuilder builder;
  private final JsonBuffer buffer;
  private byte[] text = new byte[0];
  private int end;
  private int at;

  /** The text came from a Java String. Then a lone surrogate is allowed, as three bytes. */
  private boolean fromString;

  public JsonReader(JsonDocument document) {
    builder = new JsonDocumentBuilder(document);
    buffer = document.buffer;
  }

  /**
   * Reads a Java String. A lone surrogate is kept.
   *
   * @throws RejectedRecordException if it is not one JSON value
   */
  public void read(String json) {
    fromString = true;
    byte[] bytes = Utf8.bytes(json);
    // Java writes a lone surrogate as a question mark. Without one, no surrogate was lost.
    if (TextScan.hasQuestionMark(bytes) && hasLoneSurrogate(json)) {
      bytes = surrogatesKept(json);
    }
    read(bytes, 0, bytes.length);
  }

  /**
   * Reads bytes.
   *
   * @throws RejectedRecordException if it is not one JSON value in UTF-8
   */
  public void read(byte[] bytes) {
    fromString = false;
    read(bytes, 0, bytes.length);
  }

  private void read(byte[] bytes, int from, int to) {
    builder.reset(bytes);
    text = bytes;
    at = from;
    end = to;
    if (end - at >= 3
        && (text[at] & 0xFF) == 0xEF
        && (text[at + 1] & 0xFF) == 0xBB
        && (text[at + 2] & 0xFF) == 0xBF) {
      throw fail("a byte-order mark");
    }
    skipSpace();
    if (at == end) {
      throw fail("no JSON value; the text is empty");
    }
    value();
    skipSpace();
    if (at < end) {
      throw fail("text after the JSON value");
    }
  }

  private void value() {
    if (at == end) {
      throw fail("the end of the text where a value is due");
    }
    switch (text[at]) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string(false);
      case 't' -> word("true", JsonDocument.TRUE);
      case 'f' -> word("false", JsonDocument.FALSE);
      case 'n' -> word("null", JsonDocument.NULL);
      default -> number();
    }
  }

  private void object() {
    open(JsonDocument.OBJECT);
    skipSpace();
    if (at < end && text[at] == '}') {
      builder.close(++at);
      return;
    }
    while (true) {
      if (at == end || text[at] != '"') {
        throw fail("no member name in quotes");
      }
      string(true);
      skipSpace();
      if (at == end || text[at] != ':') {
        throw fail("no colon after a member name");
      }
      at++;
      skipSpace();
      if (at < end && text[at] == 'n') {
        builder.markNonCanonical();
      }
      value();
      skipSpace();
      if (at < end && text[at] == ',') {
        at++;
        skipSpace();
      } else if (at < end && text[at] == '}') {
        builder.close(++at);
        return;
      } else {
        throw fail("no comma or closing brace after a member");
      }
    }
  }

  private void array() {
    open(JsonDocument.ARRAY);
    skipSpace();
    if (at < end && text[at] == ']') {
      builder.close(++at);
      return;
    }
    while (true) {
      value();
      skipSpace();
      if (at < end && text[at] == ',') {
        at++;
        skipSpace();
      } else if (at < end && text[at] == ']') {
        builder.close(++at);
        return;
      } else {
        throw fail("no comma or closing bracket after an element");
      }
    }
  }

  private void open(int kind) {
    if (!builder.open(kind, at)) {
      throw fail("nesting deeper than " + JsonDocument.MAX_DEPTH);
    }
    at++;
  }

  private void word(String word, int kind) {
    int start = at;
    for (int i = 0; i < word.length(); i++, at++) {
      if (at == end || text[at] != word.charAt(i)) {
        throw fail("an unknown word");
      }
    }
    builder.addFromSource(kind, start, at);
  }

  private void number() {
    int start = at;
    boolean integer = true;
    if (text[at] == '-') {
      at++;
    }
    if (at < end && text[at] == '0') {
      at++;
    } else {
      digits();
    }
    if (at < end && text[at] == '.') {
      integer = false;
      at++;
      digits();
    }
    if (at < end && (text[at] | 0x20) == 'e') {
      integer = false;
      at++;
      if (at < end && (text[at] == '+' || text[at] == '-')) {
        at++;
      }
      digits();
    }
    builder.addFromSource(JsonDocument.NUMBER | (integer ? JsonDocument.INTEGER : 0), start, at);
  }

  private void digits() {
    int start = at;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    if (at == start) {
      throw fail("text that starts no JSON value");
    }
  }

  private void string(boolean isName) {
    int start = at;
    int i = at + 1;
    while (true) {
      i = TextScan.plainEnd(text, i, end);
      while (i < end && STRING_CLASS[text[i] & 0xFF] == PLAIN) {
        i++;
      }
      if (i >= end) {
        at = end;
        throw fail("a string without its closing quote");
      }
      int kind = STRING_CLASS[text[i] & 0xFF];
      if (kind == QUOTE) {
        at = i + 1;
        if (isName) {
          builder.addNameFromSource(start, at);
        } else {
          builder.addFromSource(JsonDocument.STRING, start, at);
        }
        return;
      } else if (kind == WIDE) {
        int character = wide(i);
        if (needsEscape(character)) {
          break;
        }
        i += width(character);
      } else if (kind == BACKSLASH) {
        break;
      } else {
        at = i;
        throw fail("a control character in a string");
      }
    }
    rewritten(start, isName);
  }

  /** Rewrites a string in its canonical form. */
  private void rewritten(int start, boolean isName) {
    builder.markNonCanonical();
    int from = buffer.size();
    buffer.put('"');
    at = start + 1;
    while (true) {
      if (at >= end) {
        throw fail("a string without its closing quote");
      }
      int kind = STRING_CLASS[text[at] & 0xFF];
      if (kind == QUOTE) {
        at++;
        break;
      }
      if (kind == PLAIN) {
        int plainEnd = Math.max(at + 1, TextScan.plainEnd(text, at, end));
        buffer.put(text, at, plainEnd - at);
        at = plainEnd;
        continue;
      }
      int character = character(kind);
      if (Character.isBmpCodePoint(character)
          && Character.isHighSurrogate((char) character)
          && at < end) {
        int low = lowSurrogateAhead();
        if (low != 0) {
          character = Character.toCodePoint((char) character, (char) low);
        }
      }
      buffer.putCanonical(character);
    }
    buffer.put('"');
    if (isName) {
      builder.addNameFromBuffer(from);
    } else {
      builder.addFromBuffer(JsonDocument.STRING, from);
    }
  }

  private int character(int kind) {
    if (kind == CONTROL) {
      throw fail("a control character in a string");
    }
    if (kind == WIDE) {
      int character = wide(at);
      if (needsEscape(character)) {
        builder.markRefusedCharacter();
      }
      at += width(character);
      return character;
    }
    at++;
    if (at >= end) {
      throw fail("a string without its closing quote");
    }
    int letter = text[at++];
    return switch (letter) {
      case '"', '\\', '/' -> letter;
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'u' -> unit(true);
      default -> {
        at -= 2;
        throw fail("an unknown escape in a string");
      }
    };
  }

  /** The four hex digits of an escape. */
  private int unit(boolean mustBe) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at + i < end ? Character.digit(text[at + i], 16) : -1;
      if (digit < 0) {
        if (mustBe) {
          throw fail("an escape without four hex digits");
        }
        return 0;
      }
      value = value << 4 | digit;
    }
    at += 4;
    return value;
  }

  /**
   * Reads the low surrogate that comes next, escaped or not. Returns 0, and reads nothing, if
   * something else comes next.
   */
  private int lowSurrogateAhead() {
    int before = at;
    if (text[at] == '\\' && at + 1 < end && text[at + 1] == 'u') {
      at += 2;
      int unit = unit(false);
      if (Character.isLowSurrogate((char) unit)) {
        return unit;
      }
    } else if (STRING_CLASS[text[at] & 0xFF] == WIDE) {
      int character = wide(at);
      if (character >= 0xDC00 && character <= 0xDFFF) {
        builder.markRefusedCharacter();
        at += 3;
        return character;
      }
    }
    at = before;
    return 0;
  }

  private static boolean needsEscape(int character) {
    return character == 0xFFFE
        || character == 0xFFFF
        || (character >= 0xD800 && character <= 0xDFFF);
  }

  private static int width(int character) {
    return character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  }

  /** Decodes the character of two to four bytes that begins at {@code i}. */
  private int wide(int i) {
    int first = text[i] & 0xFF;
    if (first < 0xC2 || first > 0xF4) {
      throw notUtf8(i);
    }
    if (first < 0xE0) {
      return (first & 0x1F) << 6 | continuation(i + 1);
    }
    if (first < 0xF0) {
      int character = (first & 0xF) << 12 | continuation(i + 1) << 6 | continuation(i + 2);
      boolean surrogate = character >= 0xD800 && character <= 0xDFFF;
      if (character < 0x800 || (surrogate && !fromString)) {
        throw notUtf8(i);
      }
      return character;
    }
    int character =
        (first & 0x7) << 18
            | continuation(i + 1) << 12
            | continuation(i + 2) << 6
            | continuation(i + 3);
    if (character < 0x10000 || character > 0x10FFFF) {
      throw notUtf8(i);
    }
    return character;
  }

  private int continuation(int i) {
    if (i >= end || (text[i] & 0xC0) != 0x80) {
      throw notUtf8(i);
    }
    return text[i] & 0x3F;
  }

  private RejectedRecordException notUtf8(int i) {
    at = i;
    return fail("bytes that are not UTF-8");
  }

  private void skipSpace() {
    if (at < end && text[at] > ' ') {
      return;
    }
    int start = at;
    while (at < end
        && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
      at++;
    }
    if (at > start) {
      builder.markNonCanonical();
    }
  }

  private RejectedRecordException fail(String found) {
    return new RejectedRecordException(
        "not valid JSON at byte "
            + at
            + ", in "
            + builder.location()
            + ": found "
            + found
            + ". Allowed: one JSON value in UTF-8",
        RejectionKind.NOT_JSON);
  }

  private static boolean hasLoneSurrogate(String json) {
    int length = json.length();
    for (int i = 0; i < length; i++) {
      char unit = json.charAt(i);
      if (Character.isSurrogate(unit)) {
        if (Character.isLowSurrogate(unit)
            || i + 1 == length
            || !Character.isLowSurrogate(json.charAt(i + 1))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private static byte[] surrogatesKept(String json) {
    JsonBuffer buffer = new JsonBuffer();
    buffer.putWholeText(json);
    byte[] bytes = new byte[buffer.size()];
    System.arraycopy(buffer.bytes(), 0, bytes, 0, bytes.length);
    return bytes;
  }
}
