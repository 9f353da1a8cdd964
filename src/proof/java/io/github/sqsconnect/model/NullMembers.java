package io.github.sqsconnect.model;

import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.generators.Json.Obj;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which members of a batch stay when they are null; all others are removed. */
final class NullMembers {
  /** Objects whose own null members stay, but none below them; {@code []} is every element. */
  private static final Set<List<String>> KEPT =
      Stream.of(
              "user_attributes",
              "events [] data custom_attributes",
              "events [] data product_action products [] custom_attributes",
              "events [] data shopping_cart products [] custom_attributes",
              "events [] data product_impressions [] products [] custom_attributes",
              "events [] data breadcrumbs [] data custom_attributes")
          .map(path -> List.of(path.split(" ")))
          .collect(Collectors.toSet());

  private static final List<String> EVENT = List.of("events", "[]");
  private static final List<String> DATA = List.of("events", "[]", "data");
  private static final Json CHANGE = Json.string("user_attribute_change");

  private NullMembers() {}

  static Obj ofBatch(Obj batch) {
    return (Obj) at(List.of(), batch, false);
  }

  static Json ofEvent(Json event) {
    return at(EVENT, event, false);
  }

  /** A change of an attribute to or from null keeps both values. */
  private static Json at(List<String> path, Json value, boolean inChange) {
    if (value instanceof Json.Arr array) {
      return array.map(element -> at(below(path, "[]"), element, false));
    }
    if (!(value instanceof Obj object)) {
      return value;
    }
    boolean change =
        path.equals(EVENT) ? object.get("event_type").equals(Optional.of(CHANGE)) : inChange;
    Map<String, Json> members = new LinkedHashMap<>();
    object
        .toMap()
        .forEach(
            (name, member) -> {
              boolean kept =
                  KEPT.contains(path)
                      || path.equals(DATA) && change && List.of("new", "old").contains(name);
              if (kept || !(member instanceof Json.Null)) {
                members.put(name, at(below(path, name), member, change));
              }
            });
    return Obj.of(members);
  }

  private static List<String> below(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }
}
