package io.github.sqsconnect.docs;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * Parses a Connect value as pages write it, with the name of its type: {@code INT64}, {@code
 * Decimal(2)} (the scale), {@code Timestamp}, {@code ARRAY of INT32}, {@code MAP of INT32 to
 * STRING}. The value {@code null} makes the type optional.
 */
record ConnectValueText(Schema schema, @Nullable Object value) {

  static ConnectValueText of(String type, String text) {
    boolean absent = text.equals("null");
    Schema schema = schema(type, absent);
    return new ConnectValueText(schema, absent ? null : value(type, text));
  }

  /** Parses lines of name, type and value as a Struct. */
  static Struct row(String lines) {
    SchemaBuilder schema = SchemaBuilder.struct().name("row");
    Map<String, ConnectValueText> values = new LinkedHashMap<>();
    for (String line : lines.split("\n")) {
      String[] cells = line.trim().split(" {2,}", 3);
      ConnectValueText value = of(cells[1], cells[2]);
      schema.field(cells[0], value.schema());
      values.put(cells[0], value);
    }
    Struct row = new Struct(schema.build());
    values.forEach((name, value) -> row.put(name, value.value()));
    return row;
  }

  private static Schema schema(String type, boolean optional) {
    SchemaBuilder builder;
    if (type.startsWith("ARRAY of ")) {
      builder = SchemaBuilder.array(schema(type.substring("ARRAY of ".length()), false));
    } else if (type.startsWith("MAP of ")) {
      String[] types = type.substring("MAP of ".length()).split(" to ");
      builder = SchemaBuilder.map(schema(types[0], false), schema(types[1], false));
    } else if (type.startsWith("Decimal(")) {
      builder = Decimal.builder(scale(type));
    } else {
      builder =
          switch (type) {
            case "Date" -> org.apache.kafka.connect.data.Date.builder();
            case "Time" -> Time.builder();
            case "Timestamp" -> Timestamp.builder();
            default -> SchemaBuilder.type(Schema.Type.valueOf(type));
          };
    }
    return optional ? builder.optional().build() : builder.build();
  }

  private static int scale(String decimal) {
    return Integer.parseInt(decimal.substring("Decimal(".length(), decimal.length() - 1));
  }

  private static Object value(String type, String text) {
    if (type.startsWith("ARRAY of ")) {
      String element = type.substring("ARRAY of ".length());
      return List.of(text.split(", ")).stream().map(e -> value(element, e)).toList();
    }
    if (type.startsWith("MAP of ")) {
      String[] types = type.substring("MAP of ".length()).split(" to ");
      Map<Object, Object> map = new LinkedHashMap<>();
      Arrays.stream(text.split(", "))
          .map(entry -> entry.split(" → "))
          .forEach(entry -> map.put(value(types[0], entry[0]), value(types[1], entry[1])));
      return map;
    }
    if (type.startsWith("Decimal(")) {
      return new BigDecimal(text).setScale(scale(type));
    }
    return switch (type) {
      case "INT8" -> Byte.valueOf(text);
      case "INT16" -> Short.valueOf(text);
      case "INT32" -> Integer.valueOf(text);
      case "INT64" -> Long.valueOf(text);
      case "FLOAT32" -> Float.valueOf(text);
      case "FLOAT64" -> Double.valueOf(text);
      case "BOOLEAN" -> Boolean.valueOf(text);
      case "STRING" -> text;
      case "BYTES" -> HexFormat.ofDelimiter(" ").parseHex(text);
      case "Date" -> Date.from(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
      case "Time" ->
          Date.from(LocalTime.parse(text).atDate(LocalDate.EPOCH).toInstant(ZoneOffset.UTC));
      case "Timestamp" -> Date.from(Instant.parse(text));
      default -> throw new AssertionError("unknown type " + type);
    };
  }
}
