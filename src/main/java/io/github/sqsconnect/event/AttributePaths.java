package io.github.sqsconnect.event;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.Name;
import io.github.sqsconnect.json.NameTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which members become custom attributes: one place in the tree of included and excluded paths. A
 * walk over a record needs one step per member. It never joins the names of a path to compare them,
 * because a path is as long as all names above a member.
 */
final class AttributePaths {
  /** No path leads here or below. */
  private static final AttributePaths NONE = new Draft().built();

  private final NameTable names;
  private final AttributePaths[] steps;
  private final boolean included;
  private final boolean excluded;

  private AttributePaths(
      NameTable names, AttributePaths[] steps, boolean included, boolean excluded) {
    this.names = names;
    this.steps = steps;
    this.included = included;
    this.excluded = excluded;
  }

  /** The root. It is included if no path is included. */
  static AttributePaths of(List<String> included, List<String> excluded) {
    Draft root = new Draft();
    root.included = included.isEmpty();
    included.forEach(path -> root.at(path).included = true);
    excluded.forEach(path -> root.at(path).excluded = true);
    return root.built();
  }

  boolean isIncluded() {
    return included;
  }

  boolean isExcluded() {
    return excluded;
  }

  /** Whether paths lead below this place. */
  boolean leadsOn() {
    return steps.length > 0;
  }

  /** The place of a member. A name with dots counts as several segments. */
  AttributePaths member(JsonDocument document, int name) {
    if (steps.length == 0) {
      return NONE;
    }
    int index = names.indexOfName(document, name);
    if (index != NameTable.UNKNOWN) {
      return steps[index];
    }
    return hasDot(document, name) ? segments(document.string(name)) : NONE;
  }

  private static boolean hasDot(JsonDocument document, int name) {
    byte[] text = document.text(name);
    for (int at = document.start(name); at < document.end(name); at++) {
      if (text[at] == '.') {
        return true;
      }
    }
    return false;
  }

  private AttributePaths segments(String name) {
    AttributePaths at = this;
    int from = 0;
    while (from <= name.length() && at.steps.length > 0) {
      int dot = name.indexOf('.', from);
      int end = dot < 0 ? name.length() : dot;
      int index = at.names.indexOf(Name.of(name.substring(from, end)));
      at = index == NameTable.UNKNOWN ? NONE : at.steps[index];
      from = end + 1;
    }
    return from > name.length() ? at : NONE;
  }

  /** A place while paths are added. */
  private static final class Draft {
    final Map<String, Draft> steps = new LinkedHashMap<>();
    boolean included;
    boolean excluded;

    Draft at(String path) {
      Draft draft = this;
      for (String segment : path.split("\\.", -1)) {
        draft = draft.steps.computeIfAbsent(segment, text -> new Draft());
      }
      return draft;
    }

    AttributePaths built() {
      return new AttributePaths(
          new NameTable(List.copyOf(steps.keySet())),
          steps.values().stream().map(Draft::built).toArray(AttributePaths[]::new),
          included,
          excluded);
    }
  }
}
