package io.github.sqsconnect.schema;

import io.github.sqsconnect.schema.SchemaTypes.Alias;
import io.github.sqsconnect.schema.SchemaTypes.Anything;
import io.github.sqsconnect.schema.SchemaTypes.Constant;
import io.github.sqsconnect.schema.SchemaTypes.ListOf;
import io.github.sqsconnect.schema.SchemaTypes.MapOf;
import io.github.sqsconnect.schema.SchemaTypes.Member;
import io.github.sqsconnect.schema.SchemaTypes.Named;
import io.github.sqsconnect.schema.SchemaTypes.ObjectType;
import io.github.sqsconnect.schema.SchemaTypes.Plain;
import io.github.sqsconnect.schema.SchemaTypes.Type;
import io.github.sqsconnect.schema.SchemaTypes.Union;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the types of a schema in Python, for bodies that {@code json.loads} has parsed. */
final class PythonTypes {
  private static final String HEAD =
      """
      \"""Generated from %s. Do not edit.\"""

      from typing import Any, Literal, NotRequired, TypedDict
      """;

  private final SchemaTypes types;
  private final StringBuilder text = new StringBuilder();

  private PythonTypes(SchemaTypes types) {
    this.types = types;
  }

  /**
   * The whole file.
   *
   * @param source the file of the schema, for the first line
   */
  static String of(SchemaTypes types, String source) {
    PythonTypes writer = new PythonTypes(types);
    writer.text.append(HEAD.formatted(source));
    types.aliases().forEach(writer::alias);
    writer.objects();
    return writer.text.toString();
  }

  private void alias(Alias alias) {
    text.append('\n');
    comment("", alias.description());
    text.append(alias.name()).append(" = ").append(expression(alias.type())).append('\n');
  }

  private void objects() {
    Map<String, ObjectType> waiting = new LinkedHashMap<>();
    types.objects().forEach(object -> waiting.put(object.name(), object));
    Map<String, String> dataByType = types.dataByEventType();
    if (!dataByType.isEmpty()) {
      waiting.remove("Event");
      dataByType.values().forEach(data -> write(data, waiting));
      dataByType.forEach(this::event);
      text.append(
          "\n\n# An event: event_type determines which members its data has.\nEvent = (\n    ");
      text.append(
          dataByType.keySet().stream()
              .map(PythonTypes::eventClass)
              .collect(Collectors.joining("\n    | ")));
      text.append("\n)\n");
    }
    write(SchemaTypes.ROOT, waiting);
  }

  /** Writes a class after all that it uses. */
  private void write(String name, Map<String, ObjectType> waiting) {
    ObjectType object = waiting.remove(name);
    if (object != null) {
      object.uses().forEach(used -> write(used, waiting));
      object(object);
    }
  }

  private void event(String type, String data) {
    text.append("\n\nclass ").append(eventClass(type)).append("(TypedDict):\n");
    text.append("    data: ").append(data).append('\n');
    text.append("    event_type: Literal[\"").append(type).append("\"]\n");
  }

  private static String eventClass(String type) {
    return SchemaTypes.named(type) + (type.endsWith("_event") ? "" : "Event");
  }

  private void object(ObjectType type) {
    String base = type.base().isEmpty() ? "TypedDict" : type.base();
    text.append("\n\nclass ").append(type.name()).append('(').append(base).append("):\n");
    String description = String.join("\n    ", SchemaTypes.lines(type.description(), 92));
    text.append("    \"\"\"").append(description).append("\"\"\"\n");
    for (Member member : type.members()) {
      text.append('\n');
      comment("    ", member.description());
      String value = expression(member.type());
      text.append("    ").append(member.name()).append(": ");
      text.append(member.required() ? value : "NotRequired[" + value + "]").append('\n');
    }
  }

  private void comment(String indent, String description) {
    if (!description.isEmpty()) {
      SchemaTypes.lines(description, 92)
          .forEach(line -> text.append(indent).append("# ").append(line).append('\n'));
    }
  }

  private static String expression(Type type) {
    if (type instanceof Named named) {
      return named.name();
    } else if (type instanceof Constant constant) {
      return "Literal[\"" + constant.value() + "\"]";
    } else if (type instanceof ListOf list) {
      return "list[" + expression(list.element()) + "]";
    } else if (type instanceof MapOf map) {
      return "dict[str, " + expression(map.value()) + "]";
    } else if (type instanceof Union union) {
      return union.alternatives().stream()
          .map(PythonTypes::expression)
          .collect(Collectors.joining(" | "))
          .replace("\"] | Literal[\"", "\", \"");
    } else if (type instanceof Plain plain) {
      return plain(plain.jsonType());
    } else if (type instanceof Anything) {
      return "Any";
    }
    throw new IllegalArgumentException(type.toString());
  }

  private static String plain(String jsonType) {
    return switch (jsonType) {
      case "string" -> "str";
      case "number" -> "float";
      case "integer" -> "int";
      case "boolean" -> "bool";
      case "array" -> "list[Any]";
      case "object" -> "dict[str, Any]";
      case "null" -> "None";
      default -> throw new IllegalArgumentException(jsonType);
    };
  }
}
