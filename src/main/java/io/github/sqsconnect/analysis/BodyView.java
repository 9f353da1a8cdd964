package io.github.sqsconnect.analysis;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonReader;
import io.github.sqsconnect.json.RejectedRecordException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a message, line by line. JSON is indented, and each value is marked by its origin: in
 * the record as it is, moved, turned into another type, or added by the connector.
 */
public final class BodyView {
  /** Where a value comes from. */
  public enum Mark {
    /** The record has it. */
    NONE,
    /** The connector added it. */
    ADDED,
    /** The record has it under another name or in another place. */
    RENAMED,
    /** The record has it as another type, for example as a number instead of text. */
    CONVERTED
  }

  /**
   * A line of the body.
   *
   * @param depth how far it is indented
   * @param name of the member as JSON, or nothing
   * @param value a scalar as JSON, or the signs of an object or array
   * @param end the comma, or nothing
   * @param note what happened to the value, or nothing
   * @param pointer where the value is in the record, or null
   */
  public record Line(
      int depth,
      String name,
      String value,
      String end,
      Mark mark,
      String note,
      @Nullable String pointer) {
    /** The line as text, without its mark. */
    public String text() {
      return "  ".repeat(depth) + name + (name.isEmpty() ? "" : ": ") + value + end;
    }
  }

  private final RecordValues record;
  private final AddedMembers added;
  private final UsedPlaces used;
  private final JsonDocument json = new JsonDocument();
  private final List<Line> lines = new ArrayList<>();

  private BodyView(RecordValues record, AddedMembers added, UsedPlaces used) {
    this.record = record;
    this.added = added;
    this.used = used;
  }

  /** The lines of a body, without notes. */
  public static List<Line> lines(RecordValues record, String body) {
    return lines(record, body, new UsedPlaces());
  }

  /** The lines of a body, without notes; {@code used} as below. */
  public static List<Line> lines(RecordValues record, String body, UsedPlaces used) {
    return lines(record, body, AddedMembers.NONE, used);
  }

  /**
   * The lines of a body.
   *
   * @param used receives the values of the record that are in the body
   */
  public static List<Line> lines(
      RecordValues record, String body, AddedMembers added, UsedPlaces used) {
    BodyView view = new BodyView(record, added, used);
    view.read(body);
    return view.lines;
  }

  private void read(String body) {
    try {
      new JsonReader(json).read(body);
    } catch (RejectedRecordException notJson) {
      body.lines().forEach(line -> lines.add(new Line(0, "", line, "", Mark.NONE, "", null)));
      return;
    }
    value(0, "", "", json.root(), "");
  }

  /**
   * @param name of the member; elements have the name of their array
   * @param shown the quoted name before the value, or nothing
   * @param end the comma after it, or nothing
   */
  private void value(int depth, String name, String shown, int node, String end) {
    if (json.is(node, JsonDocument.OBJECT)) {
      object(depth, name, shown, node, end);
    } else if (json.is(node, JsonDocument.ARRAY)) {
      array(depth, name, shown, node, end);
    } else {
      scalar(depth, name, shown, node, end);
    }
  }

  private void object(int depth, String name, String shown, int node, String end) {
    int member = json.firstName(node);
    container(depth, name, shown, member == JsonDocument.NONE ? "{}" + end : "{");
    if (member == JsonDocument.NONE) {
      return;
    }
    while (member != JsonDocument.NONE) {
      int next = json.nextName(node, member);
      value(
          depth + 1,
          json.string(member),
          json.literal(member),
          json.value(member),
          next == JsonDocument.NONE ? "" : ",");
      member = next;
    }
    container(depth, name, "", "}" + end);
  }

  private void array(int depth, String name, String shown, int node, String end) {
    int element = json.firstElement(node);
    container(depth, name, shown, element == JsonDocument.NONE ? "[]" + end : "[");
    if (element == JsonDocument.NONE) {
      return;
    }
    while (element != JsonDocument.NONE) {
      int next = json.nextElement(node, element);
      value(depth + 1, name, "", element, next == JsonDocument.NONE ? "" : ",");
      element = next;
    }
    container(depth, name, "", "]" + end);
  }

  /** A line that opens or closes an object or array. The root and elements have no mark. */
  private void container(int depth, String name, String shown, String signs) {
    boolean isAdded = !name.isEmpty() && !record.hasName(name);
    lines.add(
        new Line(
            depth,
            shown,
            signs,
            "",
            isAdded ? Mark.ADDED : Mark.NONE,
            isAdded && !shown.isEmpty() ? added.note(name) : "",
            null));
  }

  private void scalar(int depth, String name, String shown, int node, String end) {
    String text = RecordValues.text(json, node);
    RecordValues.Origin origin = record.origin(name, text, used).orElse(null);
    if (origin == null) {
      lines.add(
          new Line(depth, shown, json.literal(node), end, Mark.ADDED, added.note(name), null));
      return;
    }
    RecordValues.Place place = origin.place();
    used.add(place);
    Mark mark =
        place.kind() != json.kind(node) || !place.text().equals(text)
            ? Mark.CONVERTED
            : origin.isMoved() ? Mark.RENAMED : Mark.NONE;
    lines.add(
        new Line(
            depth,
            shown,
            json.literal(node),
            end,
            mark,
            note(mark, place, json.kind(node)),
            place.pointer()));
  }

  private static String note(Mark mark, RecordValues.Place place, int kind) {
    if (mark == Mark.RENAMED) {
      return "Moved from " + place.pointer() + ".";
    }
    if (mark == Mark.NONE) {
      return "";
    }
    String now = kind == JsonDocument.STRING ? "text" : "a number";
    return switch (place.kind()) {
      case JsonDocument.OBJECT -> "The object at " + place.pointer() + ", as text.";
      case JsonDocument.ARRAY -> "The array at " + place.pointer() + ", as text.";
      case JsonDocument.STRING ->
          kind == JsonDocument.NUMBER && place.text().indexOf('T') > 0
              ? "The time at " + place.pointer() + ", in milliseconds since 1970."
              : "The text at " + place.pointer() + ", as " + now + '.';
      case JsonDocument.NUMBER -> "The number at " + place.pointer() + ", as " + now + '.';
      default -> "The " + place.text() + " at " + place.pointer() + ", as " + now + '.';
    };
  }
}
