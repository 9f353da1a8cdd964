package io.github.sqsconnect.exhaustive;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** A look into one private field of the core. */
final class Peek {
  private static final String ROOT = "io.github.sqsconnect.";

  private final Field field;

  private Peek(Field field) {
    this.field = field;
  }

  /** The field of that name of a class named below the root package. */
  static Peek at(String type, String name) {
    try {
      Field field = Class.forName(ROOT + type).getDeclaredField(name);
      field.setAccessible(true);
      return new Peek(field);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + '.' + name + " is not there any more", e);
    }
  }

  /**
   * Holds a class to the fields that are known of it, so that no state of it is overlooked.
   *
   * @param names all fields that are not static
   */
  static void expect(String type, String... names) {
    Set<String> there = new TreeSet<>();
    try {
      for (Field field : Class.forName(ROOT + type).getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
          there.add(field.getName());
        }
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
    Set<String> known = new TreeSet<>(Arrays.asList(names));
    if (!there.equals(known)) {
      throw new IllegalStateException(
          type + " has the fields " + there + ", known are " + known + ": is the state complete?");
    }
  }

  Object of(Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked")
  <T> Iterable<T> each(Object owner) {
    return (Iterable<T>) of(owner);
  }

  int number(Object owner) {
    try {
      return field.getInt(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  long time(Object owner) {
    try {
      return field.getLong(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean is(Object owner) {
    try {
      return field.getBoolean(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
