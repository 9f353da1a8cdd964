package io.github.sqsconnect.json;

/**
 * Writes canonical JSON text into the buffer of a document and builds its index at the same time.
 * Nothing is parsed afterwards. It writes commas and colons itself.
 *
 * <p>It extends the builder instead of calling one: a second object on the way to the arrays of the
 * index made the conversion of Connect data 5 % slower.
 */
public final class IndexedJsonWriter extends JsonDocumentBuilder {
  private static final byte[] NO_SOURCE = new byte[0];

  /** Whether a comma is needed before the next name or element. */
  private boolean needsComma;

  public IndexedJsonWriter(JsonDocument document) {
    super(document);
  }

  /** Discards the old value and its index. */
  public void reset() {
    reset(NO_SOURCE);
    needsComma = false;
  }

  /** The text written so far. */
  public JsonBuffer buffer() {
    return buffer;
  }

  public void openObject() {
    begin(JsonDocument.OBJECT, '{');
  }

  public void openArray() {
    begin(JsonDocument.ARRAY, '[');
  }

  private void begin(int kind, int bracket) {
    beginValue();
    if (!open(kind | JsonDocument.IN_BUFFER, buffer.size())) {
      throw new RejectedRecordException(
          "cannot be written as JSON, at "
              + location()
              + ": found nesting deeper than "
              + JsonDocument.MAX_DEPTH,
          RejectionKind.OTHER_FORMAT);
    }
    buffer.put(bracket);
    needsComma = false;
  }

  public void closeObject() {
    buffer.put('}');
    close(buffer.size());
    needsComma = true;
  }

  /** Closes an object whose names are known to be distinct. */
  public void closeDistinctObject() {
    buffer.put('}');
    closeDistinct(buffer.size());
    needsComma = true;
  }

  public void closeArray() {
    buffer.put(']');
    close(buffer.size());
    needsComma = true;
  }

  public void name(String name) {
    int start = beginName();
    buffer.putString(name);
    endName(start);
  }

  /** Begins a name whose canonical text the caller writes to the buffer. */
  public int beginName() {
    if (needsComma) {
      buffer.put(',');
      needsComma = false;
    }
    return buffer.size();
  }

  /** Ends the name that {@link #beginName} began at {@code start}. */
  public void endName(int start) {
    addNameFromBuffer(start);
    buffer.put(':');
  }

  public void string(String text) {
    beginValue();
    int start = buffer.size();
    buffer.putString(text);
    addFromBuffer(JsonDocument.STRING, start);
  }

  /** Writes a string of characters that need no escape. */
  void plainString(byte[] ascii) {
    int start = beginPlainString();
    buffer.put(ascii);
    endPlainString(start);
  }

  /** Begins a string of characters that need no escape. The caller writes them to the buffer. */
  int beginPlainString() {
    beginValue();
    int start = buffer.size();
    buffer.put('"');
    return start;
  }

  /** Ends the string that {@link #beginPlainString} began at {@code start}. */
  void endPlainString(int start) {
    buffer.put('"');
    addFromBuffer(JsonDocument.STRING, start);
  }

  public void integer(long value) {
    integer(value, 0);
  }

  /**
   * @param meaning the flag of {@link JsonDocument} for the logical type in the Connect schema
   */
  void integer(long value, int meaning) {
    beginValue();
    int start = buffer.size();
    buffer.putLong(value);
    addFromBuffer(JsonDocument.NUMBER | JsonDocument.INTEGER | meaning, start);
  }

  /** Writes a number as it stands in JSON. */
  public void number(String json, boolean integer) {
    beginValue();
    int start = buffer.size();
    buffer.putAscii(json);
    addFromBuffer(JsonDocument.NUMBER | (integer ? JsonDocument.INTEGER : 0), start);
  }

  void bool(boolean value) {
    beginValue();
    int start = buffer.size();
    buffer.putAscii(value ? "true" : "false");
    addFromBuffer(value ? JsonDocument.TRUE : JsonDocument.FALSE, start);
  }

  /** Writes null as an element of an array, or as the whole value. */
  void nullValue() {
    beginValue();
    int start = buffer.size();
    buffer.putAscii("null");
    addFromBuffer(JsonDocument.NULL, start);
  }

  /** Writes null as a member. Its object is not canonical then. */
  void nullMember() {
    markNonCanonical();
    nullValue();
  }

  /** Copies a scalar of another document. */
  public void scalar(JsonDocument document, int node) {
    beginValue();
    int start = buffer.size();
    document.writeText(node, buffer);
    int integer = document.isInteger(node) ? JsonDocument.INTEGER : 0;
    addFromBuffer(document.kind(node) | integer, start);
  }

  /** Writes the comma before a value or name, if it needs one. */
  private void beginValue() {
    if (needsComma) {
      buffer.put(',');
    }
    needsComma = true;
  }
}
