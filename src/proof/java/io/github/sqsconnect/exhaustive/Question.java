package io.github.sqsconnect.exhaustive;

import java.lang.reflect.Method;

/** A question of the core's to one of its own parts that changes nothing, asked from outside. */
record Question(Method method) {
  /** The method of that name of a class named below the root package, about a time. */
  static Question at(String type, String name) {
    try {
      Method method =
          Class.forName("io.github.sqsconnect." + type).getDeclaredMethod(name, long.class);
      method.setAccessible(true);
      return new Question(method);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + '.' + name + " is not there any more", e);
    }
  }

  boolean ask(Object owner, long time) {
    try {
      return (boolean) method.invoke(owner, time);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
