package io.github.sqsconnect.generators;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Random plain records, keys and headers, and settings with paths into them. Names and paths
 * overlap, so that most paths find a value.
 */
public final class PlainRecordGenerators {
  private static final Generator<Json> TIMES =
      Generator.oneOf(
          Generator.of(
                  """
          1764025200123 1764025200 1764025200.5 -1764025200123 99999999999 100000000000
          -99999999999.999 1.764e9 1e-999999999 -1e-999999999 1e999999999 0e999999999
          9223372036854775807 9223372036854775808 0 -0.0004 42.0 4.2e1 1764025200123456
          1764025200123456789 1764025200123.999 20261124 20261324 202611241530
          20261124153000 7258118399.999 7258118400 315532800000 315532799999"""
                      .split("\\s+"))
              .map(Json::number),
          Generator.of(
                  """
          1764025200123 1764025200 17.5 2025-11-24T23:00:00Z 2025-11-24T23:00:00.123456+02:00
          2025-11-24T23:00:00 2025-11-24 20251124 20251124T230000 20251124T230000Z
          1764025200.5 1.764e9 -2025-11-24 2025-02-30 2025-11-24T24:00:01Z soon - 1.2.3 ٣"""
                      .split("\\s+"))
              .or(10, Generator.of("", " "))
              .map(Json::string));

  private static final Generator<Json> WORDS =
      Generator.of(
              """
              custom_event screen_view commerce_event navigation other nonsense 42 -7 007
              9223372036854775808"""
                  .split("\\s+"))
          .or(11, Generator.just(""))
          .map(Json::string);

  private static final Generator<String> NAMES =
      Generator.of("id", "user", "after", "ts", "a.b", "a", "b");

  private static final Generator<Json> SIMPLE =
      Generator.oneOf(WORDS, TIMES, JsonValues.int64(), JsonValues.scalarOrNull());

  private static final Generator<String> VALUE_PATHS =
      Generator.of(
          """
          id user after ts user.id user.ts after.user.id a.b a no"""
              .split("\\s+"));

  private static final Generator<String> PATHS =
      Generator.oneOf(
          VALUE_PATHS,
          VALUE_PATHS,
          VALUE_PATHS,
          Generator.of(
              "key:",
              "key:id",
              "key:user.id",
              "header:h",
              "header:h.id",
              "header:a.b",
              "header:a.b.id",
              "header:no"));

  private static final Generator<String> TEMPLATES =
      Generator.of(
          "clicked",
          "${topic}",
          "${topic}-${partition}: ${key}",
          "${header.h}",
          "${header.a.b}/${value.id}",
          "${value.user.id}!",
          "${value.user}$");

  private PlainRecordGenerators() {}

  /** Objects with some of the names that the paths contain. */
  public static Generator<String> records() {
    Generator<Json.Obj> objects = object(3);
    return draw -> new JsonRendering(draw.below(1_000)).render(objects.from(draw));
  }

  /** A record's key: JSON, other text, or none. */
  public static Generator<String> keys() {
    return Generator.<String>oneOf(
        Generator.of("", "k-1", "42", "{\"id\":", "{}{}"),
        draw -> object(2).from(draw).canonical());
  }

  /** Headers by name. */
  public static Generator<Map<String, Json>> headers() {
    Generator<String> names = Generator.of("h", "a", "a.b", "other");
    Generator<Json> values =
        Generator.oneOf(Generator.of("x", "42", "", "é").map(Json::string), object(1).map(o -> o));
    return draw -> {
      Map<String, Json> drawn = new LinkedHashMap<>();
      int count = draw.below(4);
      for (int i = 0; i < count; i++) {
        drawn.put(names.from(draw), values.from(draw));
      }
      return drawn;
    };
  }

  private static Generator<Json.Obj> object(int levels) {
    Generator<Json> values =
        levels == 1
            ? SIMPLE
            : Generator.oneOf(
                SIMPLE,
                SIMPLE,
                object(levels - 1).map(o -> o),
                SIMPLE.list(2).map(Json.Arr::new),
                JsonValues.any());
    Generator<Json.Member> members =
        c -> new Json.Member(NAMES.or(8, JsonValues.name()).from(c), values.from(c));
    return JsonValues.object(Map.of(), members, 5);
  }

  /** Some of the settings for plain records. */
  public static Generator<Map<String, String>> settings() {
    return draw -> {
      Map<String, String> all = new TreeMap<>();
      for (String key :
          List.of(
              """
          event.record.type.path event.record.name.path event.record.custom.type.path
          event.record.timestamp.path event.record.id.path event.record.session.path
          event.record.mpid.path"""
                  .split("\\s+"))) {
        if (draw.below(4) == 1) {
          all.put(key, PATHS.from(draw));
        }
      }
      if (draw.below(4) == 1) {
        all.put("event.record.type", Generator.of("screen_view", "opt_out").from(draw));
      }
      if (draw.below(3) == 1) {
        all.put("event.record.name", TEMPLATES.from(draw));
      }
      if (draw.below(5) == 1) {
        all.put("event.record.custom.type", "search");
      }
      pairs("event.record.identities", draw, all, "email", "customer_id", "other_id_10");
      pairs("event.record.user.attributes", draw, all, "plan", "$city", "é");
      pairs("event.record.device", draw, all, "os_version", "device", "platform");
      for (String key :
          List.of("event.record.attributes.include", "event.record.attributes.exclude")) {
        if (draw.below(4) == 1) {
          all.put(key, VALUE_PATHS.from(draw) + "," + VALUE_PATHS.from(draw));
        }
      }
      all.put("event.int64.format", Generator.of("keep", "number", "string").from(draw));
      return all;
    };
  }

  private static void pairs(String key, Draw draw, Map<String, String> into, String... names) {
    if (draw.below(3) != 1) {
      return;
    }
    List<String> pairs = new ArrayList<>();
    for (String name : names) {
      if (draw.below(2) == 1) {
        pairs.add(name + "=" + PATHS.from(draw));
      }
    }
    if (!pairs.isEmpty()) {
      into.put(key, String.join(",", pairs));
    }
  }
}
