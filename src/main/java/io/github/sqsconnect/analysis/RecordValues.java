package io.github.sqsconnect.analysis;

import io.github.sqsconnect.json.ConnectForm;
import io.github.sqsconnect.json.ConnectJson;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonReader;
import io.github.sqsconnect.json.KeptNulls;
import io.github.sqsconnect.json.RejectedRecordException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the value of a record contains, so that the origin of each member of a message can be found:
 * by path, by name and value, by value alone, or by a value in another form.
 */
public final class RecordValues {
  /** Shorter values occur by coincidence, such as 1, true and an empty text. */
  private static final int LEAST_CHARACTERS = 5;

  /** Epoch seconds from 2001 to 5138 have 10 or 11 digits. */
  private static final long LEAST_SECONDS = 1_000_000_000L;

  private static final long MOST_SECONDS = 99_999_999_999L;

  /** Those of no record. */
  public static final RecordValues NONE = new RecordValues(Set.of());

  /**
   * A value in the record.
   *
   * @param path the names on the way to it, with dots between them
   * @param name of the member; elements have the name of their array
   * @param text a scalar without quotes; containers as compact JSON
   */
  public record Place(String pointer, String path, String name, String text, int kind) {
    private boolean isContainer() {
      return kind == JsonDocument.OBJECT || kind == JsonDocument.ARRAY;
    }
  }

  /**
   * Where a value of a message comes from.
   *
   * @param isMoved whether it has another name there
   */
  record Origin(Place place, boolean isMoved) {}

  private final Set<String> words;
  private final Set<String> names = new HashSet<>();
  private final List<Place> scalars = new ArrayList<>();
  private final Map<String, List<Place>> byPath = new HashMap<>();
  private final Map<String, List<Place>> byMember = new HashMap<>();

  /** Without short values that no setting names. */
  private final Map<String, List<Place>> byText = new HashMap<>();

  private final Map<Long, Place> byMillis = new HashMap<>();
  private final Map<String, Place> containers = new HashMap<>();

  private RecordValues(Set<String> words) {
    this.words = words;
  }

  /**
   * The content of a record; nothing if its value is not JSON.
   *
   * @param settings of the connector: a value that a setting names by its path is recognised
   *     however short it is
   */
  public static RecordValues of(SinkRecord record, Map<String, String> settings) {
    RecordValues content = new RecordValues(words(settings));
    Object value = record.value();
    JsonDocument json = new JsonDocument();
    try {
      if (value instanceof String text) {
        new JsonReader(json).read(text);
      } else if (value instanceof byte[] bytes) {
        new JsonReader(json).read(bytes);
      } else {
        new ConnectJson(json, form(settings)).read(record.valueSchema(), value);
      }
      content.add(json, json.root(), "", "", "");
    } catch (RejectedRecordException notJson) {
      return NONE;
    }
    return content;
  }

  /** How messages express values that have no type of their own in JSON. */
  private static ConnectForm form(Map<String, String> settings) {
    return new ConnectForm(
        KeptNulls.ALL,
        "string".equalsIgnoreCase(settings.get("sqs.json.decimal.format")),
        "iso-8601".equalsIgnoreCase(settings.get("sqs.json.timestamp.format")));
  }

  /** What the settings consist of, between the signs that lists and templates use. */
  private static Set<String> words(Map<String, String> settings) {
    Set<String> words = new HashSet<>();
    settings.forEach(
        (key, value) -> {
          if (!key.contains("exclude")) {
            Stream.of(value.split("[,=\\s{}]+", -1))
                .map(word -> word.startsWith("value.") ? word.substring("value.".length()) : word)
                .forEach(words::add);
          }
        });
    return words;
  }

  private void add(JsonDocument json, int node, String pointer, String path, String name) {
    Place place =
        new Place(
            pointer,
            path,
            name,
            isContainer(json, node) ? compact(json, node) : text(json, node),
            json.kind(node));
    if (!place.isContainer()) {
      addScalar(place);
    } else if (json.is(node, JsonDocument.OBJECT)) {
      containers.putIfAbsent(place.text(), place);
      for (int member = json.firstName(node);
          member != JsonDocument.NONE;
          member = json.nextName(node, member)) {
        String own = json.string(member);
        names.add(own);
        add(
            json,
            json.value(member),
            JsonPlace.child(pointer, own),
            path.isEmpty() ? own : path + '.' + own,
            own);
      }
    } else {
      containers.putIfAbsent(place.text(), place);
      int index = 0;
      for (int element = json.firstElement(node);
          element != JsonDocument.NONE;
          element = json.nextElement(node, element)) {
        add(json, element, pointer + '/' + index++, path, name);
      }
    }
  }

  private void addScalar(Place place) {
    scalars.add(place);
    byPath.computeIfAbsent(member(place.path(), place.text()), any -> new ArrayList<>()).add(place);
    byMember
        .computeIfAbsent(member(place.name(), place.text()), any -> new ArrayList<>())
        .add(place);
    if (place.text().length() >= LEAST_CHARACTERS || isNamedBySetting(place)) {
      byText.computeIfAbsent(place.text(), any -> new ArrayList<>()).add(place);
    }
    millis(place).ifPresent(millis -> byMillis.putIfAbsent(millis, place));
  }

  /** The time that a value may be, in epoch milliseconds. */
  private static Optional<Long> millis(Place place) {
    try {
      if (place.kind() == JsonDocument.STRING && place.text().indexOf('T') > 0) {
        return Optional.of(Instant.parse(place.text()).toEpochMilli());
      }
      if (place.kind() == JsonDocument.NUMBER) {
        long seconds = Long.parseLong(place.text());
        return seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS
            ? Optional.of(seconds * 1_000)
            : Optional.empty();
      }
    } catch (DateTimeParseException | NumberFormatException noTime) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** The values that are neither objects nor arrays, in their order. */
  public List<Place> scalars() {
    return scalars;
  }

  /** Whether a setting names a value by its path, alone or in a template. */
  public boolean isNamedBySetting(Place place) {
    return words.contains(place.path());
  }

  /** Whether the record has a member of that name, with any value. */
  boolean hasName(String name) {
    return names.contains(name);
  }

  /**
   * Where a scalar of a message comes from; empty if the connector added it.
   *
   * @param used those that were found before, which come last
   */
  Optional<Origin> origin(String name, String text, UsedPlaces used) {
    Place found = first(byPath.get(member(name, text)), used);
    if (found != null) {
      return Optional.of(new Origin(found, !found.name().equals(name)));
    }
    found = first(byMember.get(member(name, text)), used);
    if (found != null) {
      return Optional.of(new Origin(found, false));
    }
    int dot = name.lastIndexOf('.');
    found = dot < 0 ? null : first(byMember.get(member(name.substring(dot + 1), text)), used);
    return Optional.ofNullable(found == null ? elsewhere(text, used) : found)
        .map(place -> new Origin(place, true));
  }

  /** The place of a value under another name, or in another form. */
  private @Nullable Place elsewhere(String text, UsedPlaces used) {
    Place found = first(byText.get(text), used);
    if (found == null && (text.startsWith("{") || text.startsWith("["))) {
      found = container(text);
    }
    return found == null && text.matches("\\d{12,14}") ? byMillis.get(Long.parseLong(text)) : found;
  }

  private @Nullable Place container(String text) {
    JsonDocument json = new JsonDocument();
    try {
      new JsonReader(json).read(text);
      return containers.get(compact(json, json.root()));
    } catch (RejectedRecordException notJson) {
      return null;
    }
  }

  private static @Nullable Place first(@Nullable List<Place> places, UsedPlaces used) {
    return places == null ? null : used.firstUnused(places);
  }

  private static boolean isContainer(JsonDocument json, int node) {
    return json.is(node, JsonDocument.OBJECT) || json.is(node, JsonDocument.ARRAY);
  }

  /** A scalar without quotes, so that a number equals its text. Objects and arrays: nothing. */
  public static String text(JsonDocument json, int node) {
    return switch (json.kind(node)) {
      case JsonDocument.OBJECT, JsonDocument.ARRAY -> "";
      case JsonDocument.STRING -> json.string(node);
      default -> json.literal(node);
    };
  }

  /** JSON without white space and without null members, as texts of containers are written. */
  private static String compact(JsonDocument json, int node) {
    StringBuilder out = new StringBuilder();
    compact(json, node, out);
    return out.toString();
  }

  private static void compact(JsonDocument json, int node, StringBuilder out) {
    if (json.is(node, JsonDocument.OBJECT)) {
      out.append('{');
      for (int name = json.firstName(node);
          name != JsonDocument.NONE;
          name = json.nextName(node, name)) {
        if (!json.is(json.value(name), JsonDocument.NULL)) {
          out.append(json.literal(name)).append(':');
          compact(json, json.value(name), out);
          out.append(',');
        }
      }
      out.append('}');
    } else if (json.is(node, JsonDocument.ARRAY)) {
      out.append('[');
      for (int element = json.firstElement(node);
          element != JsonDocument.NONE;
          element = json.nextElement(node, element)) {
        compact(json, element, out);
        out.append(',');
      }
      out.append(']');
    } else {
      out.append(json.literal(node));
    }
  }

  private static String member(String name, String value) {
    return name + '\0' + value;
  }
}
