package io.github.sqsconnect.event;

import io.github.sqsconnect.config.RecordSettings;
import io.github.sqsconnect.json.IndexedJsonWriter;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonWriter;
import io.github.sqsconnect.json.MemberRules;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.json.ScalarText;
import io.github.sqsconnect.json.WrittenNames;
import io.github.sqsconnect.record.RecordPaths;

/**
 * Writes all members of a plain record that no other setting uses, as custom attributes: text under
 * names joined by dots. The joined names are written directly to the output and built nowhere else.
 */
final class CustomAttributes {
  private final AttributePaths paths;
  private final JsonBuffer prefix = new JsonBuffer();
  private final JsonBuffer json = new JsonBuffer();
  private final WrittenNames names = new WrittenNames();

  CustomAttributes(RecordSettings settings) {
    paths = AttributePaths.of(settings.attributesInclude(), settings.attributesExclude());
  }

  /**
   * Writes the custom attributes, without the braces around them.
   *
   * @param used the values that other settings use
   */
  void write(JsonDocument document, int object, RecordPaths used, IndexedJsonWriter out) {
    prefix.clear();
    names.clear();
    flatten(document, object, paths, paths.isIncluded(), used, out);
  }

  private void flatten(
      JsonDocument document,
      int object,
      AttributePaths at,
      boolean included,
      RecordPaths used,
      IndexedJsonWriter out) {
    for (int name = document.firstName(object);
        name != JsonDocument.NONE;
        name = document.nextName(object, name)) {
      int value = document.value(name);
      if (document.is(value, JsonDocument.NULL) || used.isUsed(value)) {
        continue;
      }
      AttributePaths there = at.member(document, name);
      boolean inside = included || there.isIncluded();
      if (there.isExcluded() || !(inside || there.leadsOn())) {
        continue;
      }
      if (document.is(value, JsonDocument.OBJECT) && document.hasMembers(value)) {
        int size = prefix.size();
        putName(document, name, prefix);
        prefix.put('.');
        flatten(document, value, there, inside, used, out);
        prefix.truncate(size);
      } else if (inside) {
        writeAttribute(document, name, value, out);
      }
    }
  }

  private void writeAttribute(JsonDocument document, int name, int value, IndexedJsonWriter out) {
    JsonBuffer buffer = out.buffer();
    int start = out.beginName();
    buffer.put('"');
    buffer.put(prefix.bytes(), 0, prefix.size());
    putName(document, name, buffer);
    buffer.put('"');
    if (!names.add(buffer, start)) {
      throw new RejectedRecordException(
          "two members flatten to one custom attribute, at "
              + document.location(value)
              + ". Allowed: one. Leave one out with event.record.attributes.exclude, or rename it");
    }
    out.endName(start);

    if (document.is(value, JsonDocument.STRING)) {
      out.scalar(document, value);
    } else {
      out.string(text(document, value));
    }
  }

  private String text(JsonDocument document, int value) {
    String scalar = ScalarText.text(document, value);
    if (scalar != null) {
      return scalar;
    }
    json.clear();
    JsonWriter.write(document, value, json, MemberRules.NEUTRAL);
    return json.text(0);
  }

  /** Writes a name without its quotes. Canonical names joined by dots are canonical. */
  private static void putName(JsonDocument document, int name, JsonBuffer into) {
    int start = document.start(name) + 1;
    into.put(document.text(name), start, document.end(name) - 1 - start);
  }
}
