package io.github.sqsconnect.generators;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A JSON value that keeps what a library's tree loses: the characters of numbers, and the order and
 * the repetition of members.
 */
public sealed interface Json {
  Json NULL = new Null();

  /** A member of an object. */
  record Member(String name, Json value) {}

  /** An object; a name may occur more than once. */
  record Obj(List<Member> members) implements Json {
    public Obj {
      members = List.copyOf(members);
    }

    /** The value under the name, the last one where there are several. */
    public Optional<Json> get(String name) {
      return members.stream()
          .filter(m -> m.name().equals(name))
          .reduce((first, last) -> last)
          .map(Member::value);
    }

    public boolean has(String name) {
      return get(name).isPresent();
    }

    /** This object with the value under the name: in its place, or at the end if it is new. */
    public Obj with(String name, Json value) {
      Map<String, Json> values = toMap();
      values.put(name, value);
      return of(values);
    }

    public Obj without(String name) {
      return new Obj(members.stream().filter(m -> !m.name().equals(name)).toList());
    }

    /** This object with the value under the name changed, or itself when there is none. */
    public Obj change(String name, UnaryOperator<Json> change) {
      return get(name).map(value -> with(name, change.apply(value))).orElse(this);
    }

    /** By name, the last value of several at the place of the first. */
    public Map<String, Json> toMap() {
      Map<String, Json> values = new LinkedHashMap<>();
      members.forEach(m -> values.put(m.name(), m.value()));
      return values;
    }

    public static Obj of(Map<String, Json> values) {
      List<Member> members = new ArrayList<>();
      values.forEach((name, value) -> members.add(new Member(name, value)));
      return new Obj(members);
    }
  }

  /** An array. */
  record Arr(List<Json> elements) implements Json {
    public Arr {
      elements = List.copyOf(elements);
    }

    public Arr map(UnaryOperator<Json> change) {
      return new Arr(elements.stream().map(change).toList());
    }
  }

  /** A string, unescaped. */
  record Str(String value) implements Json {}

  /** A number, in its own characters. */
  record Num(String text) implements Json {}

  /** True or false. */
  record Bool(boolean value) implements Json {}

  /** Null. */
  record Null() implements Json {}

  /** The text is not one JSON value. */
  final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  static Json parse(String text) {
    return JsonTextReader.read(text.toCharArray(), 0, true);
  }

  /** The value that begins at an index of a text, which may continue with anything. */
  static Json at(int from, char[] text) {
    return JsonTextReader.read(text, from, false);
  }

  /** Of members with one name the last value, at the place of the first, at every depth. */
  default Json lastOfEachName() {
    return changed(Obj::toMap, Json::lastOfEachName);
  }

  /** Without the null members of any object in it; null elements stay. */
  default Json withoutNullMembers() {
    return changed(
        object -> {
          Map<String, Json> members = object.toMap();
          members.values().removeIf(Null.class::isInstance);
          return members;
        },
        Json::withoutNullMembers);
  }

  private Json changed(Function<Obj, Map<String, Json>> members, UnaryOperator<Json> below) {
    if (this instanceof Arr array) {
      return array.map(below);
    }
    if (!(this instanceof Obj object)) {
      return this;
    }
    Map<String, Json> left = members.apply(object);
    left.replaceAll((name, member) -> below.apply(member));
    return Obj.of(left);
  }

  static Obj object(Object... namesAndValues) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.add(new Member((String) namesAndValues[i], (Json) namesAndValues[i + 1]));
    }
    return new Obj(members);
  }

  static Arr array(Json... elements) {
    return new Arr(List.of(elements));
  }

  static Str string(String value) {
    return new Str(value);
  }

  static Num number(long value) {
    return new Num(Long.toString(value));
  }

  static Num number(String text) {
    return new Num(text);
  }

  static Bool bool(boolean value) {
    return new Bool(value);
  }

  /**
   * The one form of text the connector writes: no white space, short escapes where JSON has them, a
   * Unicode escape of four hex digits for what SQS refuses in a body, and every other character as
   * it is.
   */
  default String canonical() {
    return new JsonRendering(0).render(this);
  }
}
