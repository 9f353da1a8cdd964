package io.github.sqsconnect.event;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonReader;
import io.github.sqsconnect.json.Name;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the published strict schema into rules, so that the schema and the check cannot differ. It
 * knows only the keywords that this schema uses; any other one is an error, which a test would see.
 */
final class RuleReader {
  private static final String EVENT = "/$defs/event";
  private static final String DATA = "/properties/data";

  /** Read once, when the first task with the strict check starts. */
  private static final RuleReader PUBLISHED = new RuleReader();

  private final JsonDocument schema = new JsonDocument();
  private final ValueRule message;
  private final Map<String, ValueRule> dataByType;

  private RuleReader() {
    read();
    RuleDraft draft = new RuleDraft();
    apply(schema.root(), "", draft);
    message = new ValueRule(draft);
    dataByType = dataRules();
  }

  /** The rule of a message. */
  static ValueRule message() {
    return PUBLISHED.message;
  }

  /** The rules of the data of an event, by the type of the event. */
  static Map<String, ValueRule> dataByType() {
    return PUBLISHED.dataByType;
  }

  private void read() {
    try (InputStream in = RuleReader.class.getResourceAsStream(ValueRule.SCHEMA)) {
      if (in == null) {
        throw new IllegalStateException(ValueRule.SCHEMA + " is not in the connector's jar");
      }
      new JsonReader(schema).read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + ValueRule.SCHEMA, e);
    }
  }

  private Map<String, ValueRule> dataRules() {
    Map<String, ValueRule> rules = new LinkedHashMap<>();
    String cases = EVENT + "/allOf";
    int index = 0;
    for (int each : elements(find(cases))) {
      RuleDraft draft = new RuleDraft();
      apply(find(EVENT + DATA), EVENT + DATA, draft);
      String then = cases + "/" + index++ + "/then" + DATA;
      apply(find(then), then, draft);
      int type = find(each, "if", "properties", "event_type", "const");
      rules.put(schema.string(type), new ValueRule(draft));
    }
    return rules;
  }

  /** Adds everything that a schema requires of a value. */
  private void apply(int node, String place, RuleDraft draft) {
    for (int name = schema.firstName(node);
        name != JsonDocument.NONE;
        name = schema.nextName(node, name)) {
      apply(schema.string(name), schema.value(name), place, draft);
    }
  }

  private void apply(String keyword, int value, String place, RuleDraft draft) {
    String at = place + "/" + keyword;
    switch (keyword) {
      case "$ref" -> {
        String target = schema.string(value).substring(1);
        apply(find(target), target, draft);
      }
      case "type" -> {
        draft.allow(kinds(value));
        draft.integral |=
            schema.is(value, JsonDocument.STRING) && schema.string(value).equals("integer");
        draft.place = place;
      }
      case "enum" -> {
        draft.allowWords(strings(value));
        draft.place = place;
      }
      case "const" -> {
        draft.allowWords(List.of(schema.string(value)));
        draft.place = place;
      }
      case "pattern" -> draft.form = TextForm.of(place.split("/", -1)[2]);
      case "minimum" -> draft.least = new BigInteger(schema.literal(value));
      case "maximum" -> draft.most = new BigInteger(schema.literal(value));
      case "properties" -> members(value, at, draft);
      case "required" -> strings(value).forEach(name -> draft.required.putIfAbsent(name, at));
      case "dependentRequired" -> together(value, draft);
      case "additionalProperties" -> apply(value, at, draft.others());
      case "items" -> apply(value, at, draft.elements());
      case "allOf" -> all(value, at, draft);
      case "anyOf" -> alternatives(value, at, place, draft);
      case "$schema", "$id", "$defs", "title", "description", "x-int64" -> {
        // These assert nothing.
      }
      default -> throw new IllegalStateException("unknown keyword at " + at);
    }
  }

  private void members(int properties, String place, RuleDraft draft) {
    for (int name = schema.firstName(properties);
        name != JsonDocument.NONE;
        name = schema.nextName(properties, name)) {
      String member = schema.string(name);
      apply(schema.value(name), place + "/" + member, draft.member(member));
    }
  }

  private void together(int dependent, RuleDraft draft) {
    for (int name = schema.firstName(dependent);
        name != JsonDocument.NONE;
        name = schema.nextName(dependent, name)) {
      draft.together.put(schema.string(name), strings(schema.value(name)));
    }
  }

  /** The conditions on the type of an event are read by {@link #dataByType}. */
  private void all(int list, String place, RuleDraft draft) {
    if (place.equals(EVENT + "/allOf")) {
      return;
    }
    int index = 0;
    for (int each : elements(list)) {
      apply(each, place + "/" + index++, draft);
    }
  }

  /** Either one of several members is required, or the alternatives are values of other kinds. */
  private void alternatives(int list, String at, String place, RuleDraft draft) {
    draft.place = place;
    List<RuleDraft> alternatives = new ArrayList<>();
    for (int each : elements(list)) {
      RuleDraft alternative = new RuleDraft();
      apply(each, at + "/" + alternatives.size(), alternative);
      alternatives.add(alternative);
    }
    if (alternatives.get(0).required.isEmpty()) {
      draft.allowOneOf(alternatives);
    } else {
      alternatives.forEach(each -> draft.oneOf.addAll(each.required.keySet()));
    }
  }

  private int kinds(int types) {
    int kinds = 0;
    for (String type : strings(types)) {
      kinds |=
          switch (type) {
            case "object" -> 1 << JsonDocument.OBJECT;
            case "array" -> 1 << JsonDocument.ARRAY;
            case "string" -> 1 << JsonDocument.STRING;
            case "number", "integer" -> 1 << JsonDocument.NUMBER;
            case "boolean" -> 1 << JsonDocument.TRUE | 1 << JsonDocument.FALSE;
            case "null" -> 1 << JsonDocument.NULL;
            default -> throw new IllegalStateException("unknown type " + type);
          };
    }
    return kinds;
  }

  /** One string, or a list of strings. */
  private List<String> strings(int value) {
    if (schema.is(value, JsonDocument.STRING)) {
      return List.of(schema.string(value));
    }
    return elements(value).stream().map(schema::string).toList();
  }

  private List<Integer> elements(int array) {
    List<Integer> elements = new ArrayList<>();
    for (int element = schema.firstElement(array);
        element != JsonDocument.NONE;
        element = schema.nextElement(array, element)) {
      elements.add(element);
    }
    return elements;
  }

  /** The part of the schema at a JSON pointer. */
  private int find(String pointer) {
    return find(schema.root(), pointer.substring(1).split("/", -1));
  }

  private int find(int from, String... segments) {
    int node = from;
    for (String segment : segments) {
      node =
          schema.is(node, JsonDocument.ARRAY)
              ? elements(node).get(Integer.parseInt(segment))
              : schema.member(node, Name.of(segment));
    }
    return node;
  }
}
