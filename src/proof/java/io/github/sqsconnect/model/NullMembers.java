package io.github.sqsconnect.model;

import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.generators.Json.Arr;
import io.github.sqsconnect.generators.Json.Obj;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Which members of a batch stay when they are null; all others are removed. */
final class NullMembers {
  private static final Json CHANGE = Json.string("user_attribute_change");

  private NullMembers() {}

  static Obj ofBatch(Obj batch) {
    return without(
        batch,
        Map.of(
            "user_attributes",
            NullMembers::attributes,
            "events",
            events -> each(events, NullMembers::ofEvent)));
  }

  static Json ofEvent(Json event) {
    boolean change =
        event instanceof Obj object && object.get("event_type").equals(Optional.of(CHANGE));
    return without(event, "data", data -> ofData(data, change));
  }

  private static Json ofData(Json data, boolean change) {
    if (!(data instanceof Obj object)) {
      return JsonTrees.withoutNullMembersOf(data);
    }
    UnaryOperator<Json> inProducts =
        holder ->
            without(holder, "products", products -> each(products, NullMembers::inAttributes));
    Map<String, UnaryOperator<Json>> places =
        Map.of(
            "custom_attributes",
            NullMembers::attributes,
            "product_action",
            inProducts,
            "shopping_cart",
            inProducts,
            "product_impressions",
            impressions -> each(impressions, inProducts),
            "breadcrumbs",
            breadcrumbs ->
                each(breadcrumbs, crumb -> without(crumb, "data", NullMembers::inAttributes)));
    Map<String, Json> members = new LinkedHashMap<>();
    Map<String, Json> cleaned = without(object, places).toMap();
    object
        .toMap()
        .forEach(
            (name, value) -> {
              if (cleaned.containsKey(name)) {
                members.put(name, cleaned.get(name));
              } else if (change && (name.equals("new") || name.equals("old"))) {
                members.put(name, value);
              }
            });
    return Obj.of(members);
  }

  private static Json inAttributes(Json holder) {
    return without(holder, "custom_attributes", NullMembers::attributes);
  }

  /** The object with its own null members, but none below them. */
  private static Json attributes(Json value) {
    if (!(value instanceof Obj object)) {
      return JsonTrees.withoutNullMembersOf(value);
    }
    Map<String, Json> members = object.toMap();
    members.replaceAll((name, member) -> JsonTrees.withoutNullMembersOf(member));
    return Obj.of(members);
  }

  private static Json each(Json value, UnaryOperator<Json> change) {
    return value instanceof Arr array ? array.map(change) : JsonTrees.withoutNullMembersOf(value);
  }

  private static Json without(Json value, String place, UnaryOperator<Json> change) {
    return value instanceof Obj object
        ? without(object, Map.of(place, change))
        : JsonTrees.withoutNullMembersOf(value);
  }

  /** The object without null members, those at some places changed in a way of their own. */
  private static Obj without(Obj object, Map<String, UnaryOperator<Json>> places) {
    Map<String, Json> members = object.toMap();
    members.values().removeIf(Json.Null.class::isInstance);
    members.replaceAll(
        (name, member) -> places.getOrDefault(name, JsonTrees::withoutNullMembersOf).apply(member));
    return Obj.of(members);
  }
}
