package io.github.sqsconnect.model;

import io.github.sqsconnect.generators.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is done to a tree at every depth. */
final class JsonTrees {
  private JsonTrees() {}

  /** Of members with one name the last value, at the place of the first. */
  static Json lastOfEachName(Json value) {
    if (value instanceof Json.Arr array) {
      return array.map(JsonTrees::lastOfEachName);
    }
    if (!(value instanceof Json.Obj object)) {
      return value;
    }
    Map<String, Json> members = object.toMap();
    members.replaceAll((name, member) -> lastOfEachName(member));
    return Json.Obj.of(members);
  }

  /** The object without its null members, nor those of any object in it; null elements stay. */
  static Json.Obj withoutNullMembers(Json.Obj object) {
    Map<String, Json> members = new LinkedHashMap<>(object.toMap());
    members.values().removeIf(Json.Null.class::isInstance);
    members.replaceAll((name, member) -> withoutNullMembersOf(member));
    return Json.Obj.of(members);
  }

  /** The value without the null members of any object in it; null elements stay. */
  static Json withoutNullMembersOf(Json value) {
    if (value instanceof Json.Arr array) {
      return array.map(JsonTrees::withoutNullMembersOf);
    }
    return value instanceof Json.Obj object ? withoutNullMembers(object) : value;
  }
}
