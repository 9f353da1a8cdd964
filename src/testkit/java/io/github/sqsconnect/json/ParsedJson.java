package io.github.sqsconnect.json;

/** Parses JSON text into a document, and writes a document as text. */
public final class ParsedJson {
  private ParsedJson() {}

  public static JsonDocument parse(String json) {
    JsonDocument document = new JsonDocument();
    new JsonReader(document).read(json);
    return document;
  }

  /** The canonical text of the root under these rules. */
  public static String write(JsonDocument document, MemberRules rules) {
    JsonBuffer out = new JsonBuffer();
    JsonWriter.write(document, document.root(), out, rules);
    return out.text(0);
  }

  /** The canonical text of the root, without members that are null. */
  public static String write(JsonDocument document) {
    return write(document, MemberRules.NEUTRAL);
  }
}
