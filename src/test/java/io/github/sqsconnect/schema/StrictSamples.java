package io.github.sqsconnect.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/** Messages made from the strict schema: valid ones, and ones in which some values are replaced. */
public final class StrictSamples {
  private static final JsonNode SCHEMA = EventBatchSchema.strict().text();
  private static final List<String> UUIDS =
      List.of("00000000-0000-0000-0000-000000000000", "3F2C9a10-7B4d-4e55-9A77-0C1D2E3F4A5B");

  /** Values that are wrong at most places, and right at some. */
  private static final List<String> OTHER_VALUES =
      List.of(
          """
          null {} [] "?" "" "7" "-0" "007" "other" true 0 -1 1.0 1e3 1.5 -0.0 1e400 1E-400 0e99999999999
          2147483647 2147483648 -2147483649 9223372036854775807 9223372036854775808 -9223372036854775809 18446744073709551616
          "9223372036854775807" "9223372036854775808" "-9223372036854775809" "18446744073709551616"
          [null] [{}] {"a":null} {"a":{}} ["?",1,true,[]]"""
              .split("\\s+"));

  /** Values of each kind and form, of which some are wrong at each place. */
  private static final List<String> FAULTS =
      List.of(
          "null {} [] \"?\" true 1.5 1e400 -1 -9223372036854775809 [null] {\"a\":{}}"
              .split(" ", -1));

  private final IntUnaryOperator pick;
  private final UnaryOperator<Json> replace;

  private StrictSamples(IntUnaryOperator pick, UnaryOperator<Json> replace) {
    this.pick = pick;
    this.replace = replace;
  }

  /** The types of events that the schema describes. */
  public static List<String> types() {
    return texts(SCHEMA.at("/$defs/event/properties/event_type/enum"));
  }

  /** A valid message with one event of the type, and with all members that are described. */
  public static Json.Obj complete(String type) {
    return new StrictSamples(bound -> bound - 1, value -> value).message(List.of(type));
  }

  /** Valid messages with some members, of which some values are replaced: none in every other. */
  public static Generator<Json.Obj> messages() {
    return draw -> {
      int oneIn = draw.coin() ? 60 : Integer.MAX_VALUE;
      StrictSamples samples =
          new StrictSamples(draw::below, value -> draw.below(oneIn) == 1 ? other(draw) : value);
      List<String> types = new ArrayList<>();
      for (int i = draw.below(3); i >= 0; i--) {
        types.add(Generator.of(types()).from(draw));
      }
      return samples.message(types);
    };
  }

  private static Json other(Draw draw) {
    return Json.parse(Generator.of(OTHER_VALUES).from(draw));
  }

  /** All values that differ from this one in one place; there is another value or none. */
  public static List<Json> withOneOther(Json value) {
    List<Json> all = new ArrayList<>();
    FAULTS.forEach(other -> all.add(Json.parse(other)));
    if (value instanceof Json.Obj object) {
      for (Json.Member member : object.members()) {
        all.add(object.without(member.name()));
        withOneOther(member.value()).forEach(other -> all.add(object.with(member.name(), other)));
      }
    } else if (value instanceof Json.Arr array) {
      for (int i = 0; i < array.elements().size(); i++) {
        for (Json other : withOneOther(array.elements().get(i))) {
          List<Json> elements = new ArrayList<>(array.elements());
          elements.set(i, other);
          all.add(new Json.Arr(elements));
        }
      }
    }
    return all;
  }

  private Json.Obj message(List<String> types) {
    List<Json> events = types.stream().map(this::event).toList();
    Json.Obj message = (Json.Obj) sample(SCHEMA);
    return message.with("events", replace.apply(new Json.Arr(events)));
  }

  private Json event(String type) {
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    Set<String> required = new TreeSet<>();
    collect(SCHEMA.at("/$defs/event/properties/data"), properties, required);
    for (JsonNode each : SCHEMA.at("/$defs/event/allOf")) {
      if (each.at("/if/properties/event_type/const").asText().equals(type)) {
        collect(each.at("/then/properties/data"), properties, required);
      }
    }
    Json data = replace.apply(members(properties, required));
    return Json.object("data", data, "event_type", replace.apply(Json.string(type)));
  }

  private void collect(JsonNode node, Map<String, JsonNode> properties, Set<String> required) {
    if (node.has("$ref")) {
      collect(SCHEMA.at(node.get("$ref").asText().substring(1)), properties, required);
    }
    node.path("allOf").forEach(each -> collect(each, properties, required));
    node.path("properties").properties().forEach(p -> properties.put(p.getKey(), p.getValue()));
    required.addAll(texts(node.path("required")));
    if (node.path("anyOf").path(0).has("required")) {
      int one = pick.applyAsInt(node.get("anyOf").size());
      required.addAll(texts(node.get("anyOf").get(one).get("required")));
    }
    if (node.has("dependentRequired") && pick.applyAsInt(2) == 1) {
      node.get("dependentRequired").fieldNames().forEachRemaining(required::add);
    } else {
      node.path("dependentRequired").fieldNames().forEachRemaining(properties::remove);
    }
  }

  private Json members(Map<String, JsonNode> properties, Set<String> required) {
    List<Json.Member> members = new ArrayList<>();
    properties.forEach(
        (name, schema) -> {
          if (required.contains(name) || pick.applyAsInt(2) == 1) {
            members.add(new Json.Member(name, replace.apply(sample(schema))));
          }
        });
    return new Json.Obj(members);
  }

  private Json sample(JsonNode schema) {
    if (schema.has("$ref") && !schema.has("properties")) {
      return sample(SCHEMA.at(schema.get("$ref").asText().substring(1)));
    }
    if (schema.has("const")) {
      return Json.string(schema.get("const").asText());
    }
    if (schema.has("enum")) {
      return Json.string(oneOf(texts(schema.get("enum"))));
    }
    if (schema.path("anyOf").path(0).has("type") || schema.path("anyOf").path(0).has("enum")) {
      return sample(schema.get("anyOf").get(pick.applyAsInt(schema.get("anyOf").size())));
    }
    if (schema.path("type").isArray()) {
      return ofType(oneOf(texts(schema.get("type"))), schema);
    }
    return ofType(schema.path("type").asText("object"), schema);
  }

  private Json ofType(String type, JsonNode schema) {
    return switch (type) {
      case "string" -> Json.string(string(schema.path("pattern").asText()));
      case "integer" -> Json.number(integer(schema));
      case "number" -> Json.number(oneOf(List.of("0", "-1.5", "1e-7", "52.1")));
      case "boolean" -> Json.bool(pick.applyAsInt(2) == 1);
      case "null" -> Json.NULL;
      case "array" -> array(schema.path("items"));
      default -> object(schema);
    };
  }

  private String string(String pattern) {
    if (pattern.isEmpty()) {
      return oneOf(List.of("", "text", "é\n\"\\"));
    }
    if (pattern.contains("a-fA-F]{8}")) {
      return oneOf(UUIDS);
    }
    return pattern.contains(":")
        ? oneOf(List.of("", "192.0.2.7", "2001:db8::1", "::ffff:192.0.2.7"))
        : oneOf(List.of("-0", "7", "1764025200123", "9223372036854775807"));
  }

  /** The bounds, and integers that are written as if they were none. */
  private String integer(JsonNode schema) {
    String least = schema.path("minimum").asText("0");
    return oneOf(List.of("1", schema.path("maximum").asText("7"), "1.0", "1e3", least));
  }

  private Json array(JsonNode items) {
    List<Json> elements = new ArrayList<>();
    for (int i = pick.applyAsInt(3); i > 0; i--) {
      elements.add(replace.apply(items.isMissingNode() ? Json.NULL : sample(items)));
    }
    return new Json.Arr(elements);
  }

  private Json object(JsonNode schema) {
    JsonNode others = schema.path("additionalProperties");
    if (!others.isMissingNode()) {
      return Json.object("plan", replace.apply(sample(others)));
    }
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    Set<String> required = new TreeSet<>();
    collect(schema, properties, required);
    properties.remove("events");
    return members(properties, required);
  }

  private String oneOf(List<String> values) {
    return values.get(pick.applyAsInt(values.size()));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
