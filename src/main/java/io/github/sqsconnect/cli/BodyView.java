package io.github.sqsconnect.cli;

import io.github.sqsconnect.cli.Screen.Style;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonReader;
import io.github.sqsconnect.json.RejectedRecordException;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows the body of a message. JSON is indented, and members that the record does not have are
 * marked: with + if the connector added them, with ~ if it renamed or moved them.
 */
final class BodyView {
  private static final String INDENT = "  ";

  /**
   * A line of the body.
   *
   * @param style plain, added or renamed
   */
  record Line(Style style, String text) {
    /** The sign before the line. */
    String mark() {
      return switch (style) {
        case ADDED -> "+ ";
        case RENAMED -> "~ ";
        default -> "  ";
      };
    }
  }

  private final RecordValues record;
  private final JsonDocument json = new JsonDocument();
  private final List<Line> lines = new ArrayList<>();

  private BodyView(RecordValues record) {
    this.record = record;
  }

  /** The lines of a body. */
  static List<Line> lines(RecordValues record, String body) {
    BodyView view = new BodyView(record);
    view.read(body);
    return view.lines;
  }

  private void read(String body) {
    try {
      new JsonReader(json).read(body);
    } catch (RejectedRecordException notJson) {
      body.lines().forEach(line -> line(Style.PLAIN, "", line));
      return;
    }
    value(Style.PLAIN, "", "", json.root(), "");
  }

  /**
   * @param name the quoted name and colon before the value, or nothing
   * @param end the comma after it, or nothing
   */
  private void value(Style style, String indent, String name, int node, String end) {
    if (json.is(node, JsonDocument.OBJECT)) {
      object(style, indent, name, node, end);
    } else if (json.is(node, JsonDocument.ARRAY)) {
      array(style, indent, name, node, end);
    } else {
      line(style, indent, name + json.literal(node) + end);
    }
  }

  private void object(Style style, String indent, String name, int node, String end) {
    int member = json.firstName(node);
    if (member == JsonDocument.NONE) {
      line(style, indent, name + "{}" + end);
      return;
    }
    line(style, indent, name + '{');
    while (member != JsonDocument.NONE) {
      int next = json.nextName(node, member);
      int value = json.value(member);
      value(
          style(json.string(member), value),
          indent + INDENT,
          json.literal(member) + ": ",
          value,
          next == JsonDocument.NONE ? "" : ",");
      member = next;
    }
    line(style, indent, '}' + end);
  }

  private void array(Style style, String indent, String name, int node, String end) {
    int element = json.firstElement(node);
    if (element == JsonDocument.NONE) {
      line(style, indent, name + "[]" + end);
      return;
    }
    line(style, indent, name + '[');
    while (element != JsonDocument.NONE) {
      int next = json.nextElement(node, element);
      value(style, indent + INDENT, "", element, next == JsonDocument.NONE ? "" : ",");
      element = next;
    }
    line(style, indent, ']' + end);
  }

  private Style style(String name, int value) {
    boolean isContainer = json.is(value, JsonDocument.OBJECT) || json.is(value, JsonDocument.ARRAY);
    if (isContainer) {
      return record.hasName(name) ? Style.PLAIN : Style.ADDED;
    }
    String text = RecordValues.text(json, value);
    if (record.hasMember(name, text)) {
      return Style.PLAIN;
    }
    return record.hasValue(text) || record.hasFlattened(name, text) ? Style.RENAMED : Style.ADDED;
  }

  private void line(Style style, String indent, String text) {
    lines.add(new Line(style, indent + text));
  }
}
