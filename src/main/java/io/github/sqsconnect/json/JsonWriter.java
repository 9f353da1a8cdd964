package io.github.sqsconnect.json;

/** Writes values of a document in their canonical form, under the rules for their place. */
public final class JsonWriter {
  private JsonWriter() {}

  /**
   * Writes a value without the members that the rules exclude, and without null members unless the
   * rules keep them.
   */
  public static void write(JsonDocument document, int node, JsonBuffer out, MemberRules rules) {
    int kind = document.kind(node);
    if (document.isCanonical(node) && rules.copiesText()) {
      document.writeText(node, out);
    } else if (kind == JsonDocument.OBJECT) {
      out.put('{');
      writeMembers(document, node, out, rules);
      out.put('}');
    } else if (kind == JsonDocument.ARRAY) {
      writeElements(document, node, out, rules.elements());
    } else {
      rules.int64Form().write(document, node, out);
    }
  }

  private static void writeElements(
      JsonDocument document, int array, JsonBuffer out, MemberRules rules) {
    out.put('[');
    boolean more = false;
    for (int element = document.firstElement(array);
        element != JsonDocument.NONE;
        element = document.nextElement(array, element)) {
      if (more) {
        out.put(',');
      }
      more = true;
      write(document, element, out, rules);
    }
    out.put(']');
  }

  /**
   * Writes the members of an object, without its braces.
   *
   * @return whether there are any
   */
  public static boolean writeMembers(
      JsonDocument document, int object, JsonBuffer out, MemberRules rules) {
    if (document.isCanonical(object) && rules.copiesText()) {
      int start = document.start(object) + 1;
      int length = document.end(object) - 1 - start;
      out.put(document.text(object), start, length);
      return length > 0;
    }

    boolean more = false;
    for (int name = document.firstName(object);
        name != JsonDocument.NONE;
        name = document.nextName(object, name)) {
      more |= writeMember(document, name, out, rules, more);
    }
    return more;
  }

  /**
   * Writes one member, unless it is excluded, or null where null has no meaning.
   *
   * @param rules the rules of the object that contains it
   * @param comma whether to write a comma before it
   * @return whether it was written
   */
  public static boolean writeMember(
      JsonDocument document, int name, JsonBuffer out, MemberRules rules, boolean comma) {
    int value = document.value(name);
    MemberRules below = rules.isNeutral() ? MemberRules.NEUTRAL : rules.member(document, name);
    if (below.isExcluded() || (document.kind(value) == JsonDocument.NULL && !below.keepsNull())) {
      return false;
    }
    if (comma) {
      out.put(',');
    }
    document.writeText(name, out);
    out.put(':');
    write(document, value, out, below);
    return true;
  }
}
