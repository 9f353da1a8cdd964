package io.github.sqsconnect.generators;

import java.util.ArrayList;
import java.util.List;

/** Writes JSON for people: one line if it fits, otherwise indented lines. */
public final class ReadableJson {
  private static final int USUAL_WIDTH = 110;

  private final int width;

  private ReadableJson(int width) {
    this.width = width;
  }

  public static String of(Json value) {
    return of(value, USUAL_WIDTH);
  }

  /** The same in lines of at most that many characters, and a comma. */
  public static String of(Json value, int width) {
    return new ReadableJson(width).write(value, "", 0);
  }

  private String write(Json value, String indent, int used) {
    String flat = flat(value);
    if (indent.length() + used + flat.length() <= width) {
      return flat;
    }
    String inner = indent + "  ";
    List<String> parts = new ArrayList<>();
    if (value instanceof Json.Obj object) {
      return "{\n" + String.join(",\n", members(object, inner)) + "\n" + indent + "}";
    }
    if (value instanceof Json.Arr array) {
      array.elements().forEach(element -> parts.add(inner + write(element, inner, 0)));
      return "[\n" + String.join(",\n", parts) + "\n" + indent + "]";
    }
    return flat;
  }

  /** The lines of an object's members; scalars share a line while they fit. */
  private List<String> members(Json.Obj object, String indent) {
    List<String> lines = new ArrayList<>();
    boolean open = false;
    for (Json.Member member : object.members()) {
      String name = Json.string(member.name()).canonical() + ": ";
      String text = name + write(member.value(), indent, name.length());
      boolean scalar = !(member.value() instanceof Json.Obj || member.value() instanceof Json.Arr);
      int last = lines.size() - 1;
      if (open && scalar && lines.get(last).length() + 2 + text.length() < width) {
        lines.set(last, lines.get(last) + ", " + text);
      } else {
        lines.add(indent + text);
      }
      open = scalar;
    }
    return lines;
  }

  private static String flat(Json value) {
    List<String> parts = new ArrayList<>();
    if (value instanceof Json.Obj object) {
      for (Json.Member member : object.members()) {
        parts.add(Json.string(member.name()).canonical() + ": " + flat(member.value()));
      }
      return "{" + String.join(", ", parts) + "}";
    }
    if (value instanceof Json.Arr array) {
      array.elements().forEach(element -> parts.add(flat(element)));
      return "[" + String.join(", ", parts) + "]";
    }
    return value.canonical();
  }
}
