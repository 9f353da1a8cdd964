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
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the types of a schema in TypeScript, for bodies that {@code parse.ts} has parsed. */
final class TypeScriptTypes {
  private static final String EVENTS =
      """

      /** The data of each type of event. */
      export interface EventDataByType {
      %s
      }

      /** An event of one type. */
      export interface EventOf<T extends keyof EventDataByType> {
        data: EventDataByType[T] & Required<Pick<EventData, %s>>;
        event_type: T;
      }

      /** An event: event_type determines which members its data has. */
      export type Event = { [T in keyof EventDataByType]: EventOf<T> }[keyof EventDataByType];
      """;

  private final SchemaTypes types;
  private final StringBuilder text = new StringBuilder();

  private TypeScriptTypes(SchemaTypes types) {
    this.types = types;
  }

  /**
   * The whole file.
   *
   * @param source the file of the schema, for the first line
   */
  static String of(SchemaTypes types, String source, Set<String> int64Paths) {
    TypeScriptTypes writer = new TypeScriptTypes(types);
    writer.text.append("// Generated from ").append(source).append(". Do not edit.\n");
    types.objects().forEach(writer::object);
    if (!types.dataByEventType().isEmpty()) {
      writer.events();
    }
    types.aliases().forEach(writer::alias);
    if (!int64Paths.isEmpty()) {
      writer.paths(int64Paths);
    }
    return writer.text.toString();
  }

  private void object(ObjectType type) {
    if (type.name().equals("Event") && !types.dataByEventType().isEmpty()) {
      return;
    }
    comment("", type.description());
    String base = type.base().isEmpty() ? "" : " extends " + type.base();
    if (type.members().isEmpty()) {
      text.append("export type ").append(type.name()).append(" = ").append(type.base());
      text.append(";\n");
      return;
    }
    text.append("export interface ").append(type.name()).append(base).append(" {\n");
    for (Member member : type.members()) {
      comment("  ", member.description());
      text.append("  ").append(member.name()).append(member.required() ? ": " : "?: ");
      text.append(expression(member.type())).append(";\n");
    }
    text.append("}\n");
  }

  private void events() {
    String members =
        types.dataByEventType().entrySet().stream()
            .map(each -> "  " + each.getKey() + ": " + each.getValue() + ";")
            .collect(Collectors.joining("\n"));
    String required =
        types.requiredData().stream().map(TypeScriptTypes::quoted).collect(Collectors.joining("|"));
    text.append(EVENTS.formatted(members, required));
  }

  private void alias(Alias alias) {
    comment("", alias.description());
    text.append("export type ").append(alias.name()).append(" =");
    // The strict schema allows two forms of an Int64; parse.ts converts both.
    boolean converted = alias.name().equals("Int64") && alias.type() instanceof Union;
    text.append(' ').append(converted ? "bigint" : expression(alias.type())).append(";\n");
  }

  private void paths(Set<String> int64Paths) {
    comment("", "The 64-bit integers, as paths; [] is every element of an array, * every member.");
    text.append("export const INT64_PATHS = [\n");
    int64Paths.forEach(
        path -> text.append("  \"").append(path.replace("[]", ".[]")).append("\",\n"));
    text.append("] as const;\n");
  }

  private void comment(String indent, String description) {
    if (indent.isEmpty()) {
      text.append('\n');
    }
    List<String> lines = SchemaTypes.lines(description, 92);
    if (lines.size() > 1) {
      text.append(indent).append("/**\n");
      lines.forEach(line -> text.append(indent).append(" * ").append(line).append('\n'));
      text.append(indent).append(" */\n");
    } else if (!description.isEmpty()) {
      text.append(indent).append("/** ").append(description).append(" */\n");
    }
  }

  private static String expression(Type type) {
    if (type instanceof Named named) {
      return named.name();
    } else if (type instanceof Constant constant) {
      return quoted(constant.value());
    } else if (type instanceof ListOf list) {
      return "Array<" + expression(list.element()) + ">";
    } else if (type instanceof MapOf map) {
      return "Record<string, " + expression(map.value()) + ">";
    } else if (type instanceof Union union) {
      return union(union.alternatives());
    } else if (type instanceof Plain plain) {
      return plain(plain.jsonType());
    } else if (type instanceof Anything) {
      return "unknown";
    }
    throw new IllegalArgumentException(type.toString());
  }

  /**
   * A number beside other types may be an id: parse.ts keeps the digits of large ones. An object
   * beside other types may be one with known members, which only this type of TypeScript includes.
   */
  private static String union(List<Type> alternatives) {
    return alternatives.stream()
        .map(TypeScriptTypes::expression)
        .map(each -> each.equals("number") ? "number | bigint" : each)
        .map(each -> each.equals("Record<string, unknown>") ? "object" : each)
        .collect(Collectors.joining(" | "));
  }

  private static String plain(String jsonType) {
    return switch (jsonType) {
      case "integer" -> "number";
      case "array" -> "unknown[]";
      case "object" -> "Record<string, unknown>";
      default -> jsonType;
    };
  }

  private static String quoted(String value) {
    return '"' + value + '"';
  }
}
