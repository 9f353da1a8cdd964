package io.github.sqsconnect.analysis;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonReader;
import io.github.sqsconnect.json.RejectedRecordException;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows the body of a message. JSON is indented, and members that the record does not have are
 * marked: with + if the connector added them, with ~ if it renamed or moved them.
 */
public final class BodyView {
  private static final String INDENT = "  ";

  /** Where a line comes from. */
  public enum Mark {
    /** The record has it. */
    NONE,
    /** The connector added it. */
    ADDED,
    /** The record has it under another name or in another place. */
    RENAMED
  }

  /** A line of the body. */
  public record Line(Mark mark, String text) {}

  private final RecordValues record;
  private final JsonDocument json = new JsonDocument();
  private final List<Line> lines = new ArrayList<>();

  private BodyView(RecordValues record) {
    this.record = record;
  }

  /** The lines of a body. */
  public static List<Line> lines(RecordValues record, String body) {
    BodyView view = new BodyView(record);
    view.read(body);
    return view.lines;
  }

  private void read(String body) {
    try {
      new JsonReader(json).read(body);
    } catch (RejectedRecordException notJson) {
      body.lines().forEach(line -> line(Mark.NONE, "", line));
      return;
    }
    value(Mark.NONE, "", "", json.root(), "");
  }

  /**
   * @param name the quoted name and colon before the value, or nothing
   * @param end the comma after it, or nothing
   */
  private void value(Mark mark, String indent, String name, int node, String end) {
    if (json.is(node, JsonDocument.OBJECT)) {
      object(mark, indent, name, node, end);
    } else if (json.is(node, JsonDocument.ARRAY)) {
      array(mark, indent, name, node, end);
    } else {
      line(mark, indent, name + json.literal(node) + end);
    }
  }

  private void object(Mark mark, String indent, String name, int node, String end) {
    int member = json.firstName(node);
    if (member == JsonDocument.NONE) {
      line(mark, indent, name + "{}" + end);
      return;
    }
    line(mark, indent, name + '{');
    while (member != JsonDocument.NONE) {
      int next = json.nextName(node, member);
      int value = json.value(member);
      value(
          mark(json.string(member), value),
          indent + INDENT,
          json.literal(member) + ": ",
          value,
          next == JsonDocument.NONE ? "" : ",");
      member = next;
    }
    line(mark, indent, '}' + end);
  }

  private void array(Mark mark, String indent, String name, int node, String end) {
    int element = json.firstElement(node);
    if (element == JsonDocument.NONE) {
      line(mark, indent, name + "[]" + end);
      return;
    }
    line(mark, indent, name + '[');
    while (element != JsonDocument.NONE) {
      int next = json.nextElement(node, element);
      value(mark, indent + INDENT, "", element, next == JsonDocument.NONE ? "" : ",");
      element = next;
    }
    line(mark, indent, ']' + end);
  }

  private Mark mark(String name, int value) {
    boolean isContainer = json.is(value, JsonDocument.OBJECT) || json.is(value, JsonDocument.ARRAY);
    if (isContainer) {
      return record.hasName(name) ? Mark.NONE : Mark.ADDED;
    }
    String text = RecordValues.text(json, value);
    if (record.hasMember(name, text)) {
      return Mark.NONE;
    }
    return record.hasValue(text) || record.hasFlattened(name, text) ? Mark.RENAMED : Mark.ADDED;
  }

  private void line(Mark mark, String indent, String text) {
    lines.add(new Line(mark, indent + text));
  }
}
