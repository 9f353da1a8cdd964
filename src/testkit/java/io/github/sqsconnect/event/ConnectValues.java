package io.github.sqsconnect.event;

import io.github.sqsconnect.generators.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** JSON values as a converter passes them to the connector. */
public final class ConnectValues {
  private static final BigInteger LONGEST = BigInteger.ONE.shiftLeft(63);

  private static final int DEEPEST = 9;

  private ConnectValues() {}

  /** A value with its schema; both are null for JSON null. */
  public record Typed(@Nullable Schema schema, @Nullable Object value) {}

  /** Maps, lists and scalars without a schema. */
  public static @Nullable Object schemaless(Json json) {
    if (json instanceof Json.Obj object) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      object.members().forEach(m -> map.put(m.name(), schemaless(m.value())));
      return map;
    }
    if (json instanceof Json.Arr array) {
      List<@Nullable Object> list = new ArrayList<>();
      array.elements().forEach(element -> list.add(schemaless(element)));
      return list;
    }
    return scalar(json);
  }

  private static @Nullable Object scalar(Json json) {
    if (json instanceof Json.Str string) {
      return string.value();
    }
    if (json instanceof Json.Num number) {
      return number(number.text());
    }
    return json instanceof Json.Bool bool ? (Object) bool.value() : null;
  }

  private static Object number(String text) {
    if (!text.matches("-?[0-9]+")) {
      return new BigDecimal(text);
    }
    BigInteger integer = new BigInteger(text);
    boolean fits = integer.compareTo(LONGEST) < 0 && integer.negate().compareTo(LONGEST) <= 0;
    return fits ? (Object) integer.longValue() : integer;
  }

  /** A Struct in which every field has its own schema. The value must be {@link #uniform}. */
  public static Typed typed(Json json) {
    if (json instanceof Json.Obj object) {
      return struct(object);
    }
    if (json instanceof Json.Arr array) {
      List<Typed> elements = array.elements().stream().map(ConnectValues::typed).toList();
      Schema element =
          elements.stream()
              .filter(e -> e.value() != null)
              .findFirst()
              .map(Typed::schema)
              .orElse(Schema.OPTIONAL_STRING_SCHEMA);
      List<@Nullable Object> values = new ArrayList<>();
      elements.forEach(e -> values.add(e.value()));
      return new Typed(SchemaBuilder.array(element).optional().build(), values);
    }
    Object value = scalar(json);
    if (value instanceof BigInteger integer) {
      value = new BigDecimal(integer);
    }
    if (value instanceof BigDecimal decimal) {
      return new Typed(Decimal.builder(decimal.scale()).optional().build(), decimal);
    }
    Schema schema =
        value instanceof Boolean
            ? Schema.OPTIONAL_BOOLEAN_SCHEMA
            : value instanceof Long ? Schema.OPTIONAL_INT64_SCHEMA : Schema.OPTIONAL_STRING_SCHEMA;
    return new Typed(schema, value);
  }

  private static Typed struct(Json.Obj object) {
    SchemaBuilder builder = SchemaBuilder.struct().optional();
    Map<String, Typed> fields = new LinkedHashMap<>();
    object.members().forEach(m -> fields.put(m.name(), typed(m.value())));
    fields.forEach((name, field) -> builder.field(name, field.schema()));
    Struct struct = new Struct(builder.build());
    fields.forEach((name, field) -> struct.put(name, field.value()));
    return new Typed(struct.schema(), struct);
  }

  /**
   * The part of the value that a Struct can represent: array elements of one schema, each name once
   * and not empty, numbers without exponent. Deep values are cut, because schemas are compared
   * completely.
   */
  public static Json uniform(Json json) {
    return uniform(json, DEEPEST);
  }

  private static Json uniform(Json json, int levels) {
    if (levels == 0) {
      return Json.string("deep");
    }
    if (json instanceof Json.Obj object) {
      Map<String, Json> members = new LinkedHashMap<>();
      object.members().forEach(m -> members.put(m.name().isEmpty() ? "_" : m.name(), m.value()));
      members.replaceAll((name, value) -> uniform(value, levels - 1));
      return Json.Obj.of(members);
    }
    if (json instanceof Json.Arr array) {
      List<Json> kept = new ArrayList<>();
      Schema schema = null;
      for (Json element : array.map(e -> uniform(e, levels - 1)).elements()) {
        Schema own = element instanceof Json.Null ? null : typed(element).schema();
        schema = schema == null ? own : schema;
        if (own == null || own.equals(schema)) {
          kept.add(element);
        }
      }
      return new Json.Arr(kept);
    }
    return withPlainNumbers(json);
  }

  /**
   * The value with numbers that Connect's classes can represent: without exponent, and zero without
   * a sign.
   */
  public static Json withPlainNumbers(Json json) {
    if (json instanceof Json.Obj object) {
      return new Json.Obj(
          object.members().stream()
              .map(m -> new Json.Member(m.name(), withPlainNumbers(m.value())))
              .toList());
    }
    if (json instanceof Json.Arr array) {
      return array.map(ConnectValues::withPlainNumbers);
    }
    if (json instanceof Json.Num number) {
      return Json.number(
          number.text().contains("99999999") ? "7" : plain(new BigDecimal(number.text())));
    }
    return json;
  }

  private static String plain(BigDecimal decimal) {
    return decimal.precision() > 900 || Math.abs(decimal.scale()) > 900
        ? "8"
        : decimal.toPlainString();
  }
}
