package io.github.sqsconnect.generators;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;

/**
 * Random plain records, with what stands beside them, and settings that say where things are: the
 * two agree often enough that most settings find something.
 */
public final class PlainRecords {
  private static final Draw<Json> TIMES =
      Draw.oneOf(
          Draw.of(
                  "1764025200123",
                  "1764025200",
                  "1764025200.5",
                  "-1764025200123",
                  "99999999999",
                  "100000000000",
                  "-99999999999.999",
                  "1.764e9",
                  "1e-999999999",
                  "-1e-999999999",
                  "1e999999999",
                  "0e999999999",
                  "9223372036854775807",
                  "9223372036854775808",
                  "0",
                  "-0.0004",
                  "42.0",
                  "4.2e1",
                  "1764025200123456",
                  "1764025200123456789",
                  "1764025200123.999",
                  "20261124",
                  "20261324",
                  "202611241530",
                  "20261124153000",
                  "7258118399.999",
                  "7258118400",
                  "315532800000",
                  "315532799999")
              .map(Json::number),
          Draw.of(
                  "1764025200123",
                  "1764025200",
                  "17.5",
                  "2025-11-24T23:00:00Z",
                  "2025-11-24T23:00:00.123456+02:00",
                  "2025-11-24T23:00:00",
                  "2025-11-24",
                  "20251124",
                  "20251124T230000",
                  "20251124T230000Z",
                  "1764025200.5",
                  "1.764e9",
                  " ",
                  "-2025-11-24",
                  "2025-02-30",
                  "2025-11-24T24:00:01Z",
                  "soon",
                  "",
                  "-",
                  "1.2.3",
                  "٣")
              .map(Json::string));

  private static final Draw<Json> WORDS =
      Draw.of(
              "custom_event",
              "screen_view",
              "commerce_event",
              "navigation",
              "other",
              "nonsense",
              "42",
              "-7",
              "007",
              "9223372036854775808",
              "")
          .map(Json::string);

  private static final Draw<String> NAMES = Draw.of("id", "user", "after", "ts", "a.b", "a", "b");

  private static final Draw<Json> SIMPLE =
      Draw.oneOf(WORDS, TIMES, JsonValues.int64(), JsonValues.scalarOrNull());

  private static final Draw<String> VALUE_PATHS =
      Draw.of("id", "user", "after", "ts", "user.id", "user.ts", "after.user.id", "a.b", "a", "no");

  private static final Draw<String> PATHS =
      Draw.oneOf(
          VALUE_PATHS,
          VALUE_PATHS,
          VALUE_PATHS,
          Draw.of(
              "key:",
              "key:id",
              "key:user.id",
              "header:h",
              "header:h.id",
              "header:a.b",
              "header:a.b.id",
              "header:no"));

  private static final Draw<String> TEMPLATES =
      Draw.of(
          "clicked",
          "${topic}",
          "${topic}-${partition}: ${key}",
          "${header.h}",
          "${header.a.b}/${value.id}",
          "${value.user.id}!",
          "${value.user}$");

  private PlainRecords() {}

  /** Objects with some of the names that the settings ask for. */
  public static Arbitrary<String> records() {
    Draw<String> texts =
        choices -> new JsonRendering(choices.below(1_000)).render(object(3).from(choices));
    return texts.arbitrary();
  }

  /** A record's key: JSON, other text, or none. */
  public static Arbitrary<String> keys() {
    Draw<String> keys =
        Draw.<String>oneOf(
            Draw.of("", "k-1", "42", "{\"id\":", "{}{}"),
            choices -> object(2).from(choices).canonical());
    return keys.arbitrary();
  }

  /** Headers by name. */
  public static Arbitrary<Map<String, Json>> headers() {
    Draw<String> names = Draw.of("h", "a", "a.b", "other");
    Draw<Json> values =
        Draw.oneOf(Draw.of("x", "42", "", "é").map(Json::string), object(1).map(o -> o));
    Draw<Map<String, Json>> headers =
        choices -> {
          Map<String, Json> drawn = new LinkedHashMap<>();
          int count = choices.below(4);
          for (int i = 0; i < count; i++) {
            drawn.put(names.from(choices), values.from(choices));
          }
          return drawn;
        };
    return headers.arbitrary();
  }

  private static Draw<Json.Obj> object(int levels) {
    Draw<Json> values =
        levels == 1
            ? SIMPLE
            : Draw.oneOf(
                SIMPLE,
                SIMPLE,
                object(levels - 1).map(o -> o),
                SIMPLE.list(2).map(Json.Arr::new),
                JsonValues.any());
    Draw<Json.Member> members =
        c -> new Json.Member(NAMES.or(8, JsonValues.name()).from(c), values.from(c));
    return JsonValues.object(Map.of(), members, 5);
  }

  /** Where things are, by some of the keys for plain records. */
  public static Arbitrary<Map<String, String>> settings() {
    Draw<Map<String, String>> settings =
        choices -> {
          Map<String, String> all = new TreeMap<>();
          for (String key :
              List.of(
                  "event.record.type.path",
                  "event.record.name.path",
                  "event.record.custom.type.path",
                  "event.record.timestamp.path",
                  "event.record.id.path",
                  "event.record.session.path",
                  "event.record.mpid.path")) {
            if (choices.below(4) == 1) {
              all.put(key, PATHS.from(choices));
            }
          }
          if (choices.below(4) == 1) {
            all.put("event.record.type", Draw.of("screen_view", "opt_out").from(choices));
          }
          if (choices.below(3) == 1) {
            all.put("event.record.name", TEMPLATES.from(choices));
          }
          if (choices.below(5) == 1) {
            all.put("event.record.custom.type", "search");
          }
          pairs("event.record.identities", choices, all, "email", "customer_id", "other_id_10");
          pairs("event.record.user.attributes", choices, all, "plan", "$city", "é");
          pairs("event.record.device", choices, all, "os_version", "device", "platform");
          for (String key :
              List.of("event.record.attributes.include", "event.record.attributes.exclude")) {
            if (choices.below(4) == 1) {
              all.put(key, VALUE_PATHS.from(choices) + "," + VALUE_PATHS.from(choices));
            }
          }
          all.put("event.int64.format", Draw.of("keep", "number", "string").from(choices));
          return all;
        };
    return settings.arbitrary();
  }

  private static void pairs(
      String key, Choices choices, Map<String, String> into, String... names) {
    if (choices.below(3) != 1) {
      return;
    }
    List<String> pairs = new ArrayList<>();
    for (String name : names) {
      if (choices.below(2) == 1) {
        pairs.add(name + "=" + PATHS.from(choices));
      }
    }
    if (!pairs.isEmpty()) {
      into.put(key, String.join(",", pairs));
    }
  }
}
