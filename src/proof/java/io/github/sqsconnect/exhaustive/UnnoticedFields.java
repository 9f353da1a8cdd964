package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.SimulatedTask;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds fields of the core that its snapshot does not show. Each field of each object of a real
 * task is changed for a moment: a number grows, a reference becomes null, a collection is emptied.
 * If the snapshot stays the same, the field is not in it.
 */
final class UnnoticedFields {
  private final Set<String> met = new TreeSet<>();
  private final Set<String> noticed = new TreeSet<>();
  private Set<Object> seen = Set.of();

  /** Fields that were met and have never changed a snapshot, as {@code Class.field}. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(met);
    names.removeAll(noticed);
    return names;
  }

  /** Tries every field of a task that was not noticed before. */
  void tryAll(SimulatedTask task) {
    seen = Collections.newSetFromMap(new IdentityHashMap<>());
    try {
      visit(task, task);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isOfCore(Object object) {
    String name = object.getClass().getName();
    return name.startsWith("io.github.sqsconnect.delivery.")
        || List.of(
                "SimulatedTask",
                "PartitionPauser",
                "MessageAssembler",
                "LearnedLimits",
                "LearnedLimit")
            .contains(object.getClass().getSimpleName());
  }

  private void visit(Object object, SimulatedTask task) throws IllegalAccessException {
    if (!isOfCore(object) || !seen.add(object)) {
      return;
    }
    for (Field field : object.getClass().getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) || field.isSynthetic()) {
        continue;
      }
      field.setAccessible(true);
      Object value = field.get(object);
      if (object != task && !object.getClass().isRecord()) {
        tryField(object, field, value, task);
      }
      for (Object part : parts(value)) {
        visit(part, task);
      }
    }
  }

  private static Collection<?> parts(Object value) {
    if (value == null) {
      return List.of();
    }
    if (value instanceof Map<?, ?> map) {
      return List.copyOf(map.values());
    }
    return value instanceof Collection<?> all ? List.copyOf(all) : List.of(value);
  }

  private void tryField(Object owner, Field field, Object value, SimulatedTask task)
      throws IllegalAccessException {
    String name = owner.getClass().getSimpleName() + '.' + field.getName();
    boolean isFinal = Modifier.isFinal(field.getModifiers());
    boolean holdsState = !isFinal || field.getType().isPrimitive() || isContainer(value);
    if (!holdsState || noticed.contains(name)) {
      return;
    }
    met.add(name);
    Object before = state(task);
    boolean changes;
    if (isContainer(value)) {
      changes = changesEmptied(value, before, task);
    } else {
      field.set(owner, other(field.getType(), value));
      changes = !before.equals(state(task));
      field.set(owner, value);
    }
    if (changes) {
      noticed.add(name);
    }
  }

  private static boolean isContainer(Object value) {
    return value instanceof Collection || value instanceof Map;
  }

  @SuppressWarnings("unchecked")
  private static boolean changesEmptied(Object container, Object before, SimulatedTask task) {
    try {
      if (container instanceof Map<?, ?> map) {
        Map<Object, Object> all = (Map<Object, Object>) map;
        Map<Object, Object> copy = new java.util.LinkedHashMap<>(all);
        all.clear();
        boolean changes = !before.equals(state(task));
        all.putAll(copy);
        return changes;
      }
      Collection<Object> all = (Collection<Object>) container;
      List<Object> copy = new ArrayList<>(all);
      all.clear();
      boolean changes = !before.equals(state(task));
      all.addAll(copy);
      return changes;
    } catch (UnsupportedOperationException constant) {
      return false;
    }
  }

  private static Object other(Class<?> type, Object value) {
    if (value instanceof Boolean is) {
      return !is;
    }
    if (value instanceof Integer number) {
      return number + 1;
    }
    if (value instanceof Long number) {
      return number + 1;
    }
    return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
  }

  /** What a proof can see of a task; a snapshot that fails is another one too. */
  private static Object state(SimulatedTask task) {
    try {
      return List.of(task.snapshot(), task.paused(), task.full());
    } catch (RuntimeException failure) {
      return failure;
    }
  }
}
