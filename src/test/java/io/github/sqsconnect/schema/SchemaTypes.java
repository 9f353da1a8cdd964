package io.github.sqsconnect.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The types that a schema asserts, as far as programming languages can express them. A member whose
 * value may be anything gets such a type, although the schema describes its usual form.
 */
final class SchemaTypes {
  static final String ROOT = "EventBatch";

  private static final Pattern WORD_START = Pattern.compile("(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])");

  /** A type. */
  sealed interface Type {}

  /** A definition, by name. */
  record Named(String name) implements Type {}

  /** A string. */
  record Constant(String value) implements Type {}

  /** A type of JSON without a word about its elements or members. */
  record Plain(String jsonType) implements Type {}

  /** Any value of JSON. */
  record Anything() implements Type {}

  record ListOf(Type element) implements Type {}

  /** An object whose members have any names. */
  record MapOf(Type value) implements Type {}

  record Union(List<Type> alternatives) implements Type {}

  record Member(String name, String description, Type type, boolean required) {}

  /** A type with a name that is no object with known members. */
  record Alias(String name, String description, Type type) {}

  /**
   * An object with known members; it may have others.
   *
   * @param base the object whose members it has too, or empty
   */
  record ObjectType(String name, String description, String base, List<Member> members) {
    /** The names of other definitions that its members have. */
    Set<String> uses() {
      Set<String> names = new LinkedHashSet<>();
      members.forEach(member -> addNames(member.type(), names));
      names.add(base);
      return names;
    }
  }

  private final JsonNode definitions;
  private final Set<String> reached = new LinkedHashSet<>();
  private final List<Alias> aliases = new ArrayList<>();
  private final List<ObjectType> objects = new ArrayList<>();
  private final Map<String, String> dataByEventType = new LinkedHashMap<>();
  private final String eventData;

  SchemaTypes(JsonNode schema) {
    definitions = schema.path("$defs");
    JsonNode event = definitions.path("event");
    eventData = named(key(event.at("/properties/data")));
    if (event.at("/properties/event_type").has("enum")) {
      event.path("allOf").forEach(this::readRule);
    }
    addObject(ROOT, schema);
    dataByEventType.values().forEach(this::reach);
    defineReached();
  }

  /** If the event has this type, then its data has these members. */
  private void readRule(JsonNode rule) {
    String type = rule.at("/if/properties/event_type/const").asText();
    dataByEventType.put(type, key(rule.at("/then/properties/data")));
  }

  private void defineReached() {
    Set<String> defined = new LinkedHashSet<>();
    while (!defined.equals(reached)) {
      for (String key : List.copyOf(reached)) {
        if (defined.add(key)) {
          define(key, definitions.path(key));
        }
      }
    }
    List<String> order = new ArrayList<>();
    definitions.fieldNames().forEachRemaining(key -> order.add(named(key)));
    aliases.sort((a, b) -> order.indexOf(a.name()) - order.indexOf(b.name()));
  }

  private void define(String key, JsonNode node) {
    boolean object = node.path("type").asText().equals("object") && node.has("properties");
    if (object || dataByEventType.containsValue(key)) {
      addObject(named(key), node);
    } else {
      aliases.add(new Alias(named(key), description(node), type(node, named(key))));
    }
  }

  /** Types without known members; one that uses another follows it. */
  List<Alias> aliases() {
    return aliases;
  }

  /** Objects with known members, the root first; one that uses another may precede it. */
  List<ObjectType> objects() {
    return objects;
  }

  /** The data of each type of event; empty if events of other types are allowed. */
  Map<String, String> dataByEventType() {
    Map<String, String> byType = new LinkedHashMap<>();
    dataByEventType.forEach((type, key) -> byType.put(type, named(key)));
    return byType;
  }

  /** The members that the data of every event has, and that of a breadcrumb may not have. */
  List<String> requiredData() {
    return definitions
        .at("/event/properties/data/required")
        .valueStream()
        .map(JsonNode::asText)
        .toList();
  }

  private void addObject(String name, JsonNode node) {
    Set<String> required = new LinkedHashSet<>();
    node.path("required").forEach(each -> required.add(each.asText()));
    List<Member> members = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : node.path("properties").properties()) {
      Type type = type(member.getValue(), name + named(member.getKey()));
      boolean always = required.contains(member.getKey());
      members.add(new Member(member.getKey(), description(member.getValue()), type, always));
    }
    String base = dataByEventType().containsValue(name) ? eventData : "";
    objects.add(new ObjectType(name, description(node), base, members));
  }

  /**
   * The type of a value.
   *
   * @param name for an object without a title
   */
  private Type type(JsonNode node, String name) {
    if (node.has("$ref")) {
      reach(key(node));
      return new Named(named(key(node)));
    }
    if (node.has("const")) {
      return new Constant(node.get("const").asText());
    }
    if (node.has("enum")) {
      return union(node.get("enum").valueStream().map(each -> new Constant(each.asText())));
    }
    if (node.has("anyOf")) {
      return union(node.get("anyOf").valueStream().map(each -> type(each, name)));
    }
    if (node.has("allOf")) {
      // The data of all events, then that of one type, which has all of it.
      JsonNode all = node.get("allOf");
      return type(all.get(all.size() - 1), name);
    }
    JsonNode type = node.path("type");
    return type.isArray()
        ? union(type.valueStream().map(each -> new Plain(each.asText())))
        : plain(type.asText(), node, name);
  }

  private Type plain(String type, JsonNode node, String name) {
    if (type.equals("array") && node.has("items")) {
      return new ListOf(type(node.get("items"), name));
    }
    if (type.equals("object") && node.has("properties")) {
      String own = node.has("title") ? named(node.get("title").asText()) : name;
      addObject(own, node);
      return new Named(own);
    }
    if (type.equals("object") && node.has("additionalProperties")) {
      return new MapOf(type(node.get("additionalProperties"), name));
    }
    return type.isEmpty() ? new Anything() : new Plain(type);
  }

  private static Type union(Stream<Type> types) {
    List<Type> alternatives =
        types
            .flatMap(type -> type instanceof Union u ? u.alternatives().stream() : Stream.of(type))
            .distinct()
            .toList();
    return alternatives.size() == 1 ? alternatives.get(0) : new Union(alternatives);
  }

  private void reach(String key) {
    reached.add(key);
  }

  private static void addNames(Type type, Set<String> names) {
    if (type instanceof Named named) {
      names.add(named.name());
    } else if (type instanceof ListOf list) {
      addNames(list.element(), names);
    } else if (type instanceof MapOf map) {
      addNames(map.value(), names);
    } else if (type instanceof Union union) {
      union.alternatives().forEach(each -> addNames(each, names));
    }
  }

  private static String description(JsonNode node) {
    return node.path("description").asText();
  }

  private static String key(JsonNode reference) {
    return reference.path("$ref").asText().replace("#/$defs/", "");
  }

  /** {@code userIdentity} and {@code user_identity} become {@code UserIdentity}. */
  static String named(String text) {
    String name =
        WORD_START.matcher(text).replaceAll(start -> start.group(1).toUpperCase(Locale.ROOT));
    return name.equals("Number") ? "JsonNumber" : name;
  }

  /** The text in lines of at most this length. */
  static List<String> lines(String text, int length) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ")) {
      if (line.length() + 1 + word.length() > length) {
        lines.add(line);
        line = word;
      } else {
        line = line.isEmpty() ? word : line + " " + word;
      }
    }
    lines.add(line);
    return lines;
  }
}
