package io.github.sqsconnect.record;

import io.github.sqsconnect.json.IntList;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.Name;
import io.github.sqsconnect.json.NameTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The paths that the settings name, and the values at these paths in one record. One walk over the
 * members finds all values in the record's value. Values in key and headers are found once per
 * record. So the cost grows with the size of the record, not with members times paths.
 */
public final class RecordPaths {
  private static final int NO_RECORD = -1;

  private final FieldPath[] paths;
  private final Step tree;
  private final IntList beside = new IntList();

  private final @Nullable FoundValue[] found;
  private final IntList foundBeside = new IntList();
  private final IntList foundInValue = new IntList();
  private final IntList present = new IntList();
  private final IntList usedNodes = new IntList();
  private boolean usedSorted = true;
  private long record = NO_RECORD;

  public RecordPaths(List<FieldPath> paths) {
    this.paths = paths.toArray(FieldPath[]::new);
    found = new FoundValue[this.paths.length];
    Draft draft = new Draft();
    for (int i = 0; i < this.paths.length; i++) {
      if (this.paths[i].isInValue()) {
        draft.add(this.paths[i].segments(), i);
      } else {
        beside.add(i);
      }
    }
    tree = new Step(draft);
  }

  /**
   * Finds the values of a record.
   *
   * @param root the object in the value at which paths begin, or {@link JsonDocument#NONE}
   */
  public void find(RecordDocuments data, int root) {
    forget(foundInValue);
    usedNodes.clear();
    if (record != data.number()) {
      record = data.number();
      findBeside(data);
    }
    JsonDocument value = data.value();
    if (value.is(root, JsonDocument.OBJECT)) {
      walk(value, root, tree);
    }
    present.clear();
    present.addAll(foundBeside);
    present.addAll(foundInValue);
    present.sort();
  }

  private void findBeside(RecordDocuments data) {
    forget(foundBeside);
    for (int i = 0; i < beside.size(); i++) {
      int path = beside.get(i);
      FoundValue place = paths[path].findBeside(data);
      if (place != null) {
        found[path] = place;
        foundBeside.add(path);
      }
    }
  }

  private void forget(IntList places) {
    for (int i = 0; i < places.size(); i++) {
      found[places.get(i)] = null;
    }
    places.clear();
  }

  private void walk(JsonDocument document, int object, Step step) {
    int missing = step.names.size();
    for (int name = document.firstName(object);
        name != JsonDocument.NONE && missing > 0;
        name = document.nextName(object, name)) {
      int index = step.names.indexOfName(document, name);
      if (index == NameTable.UNKNOWN) {
        continue;
      }
      missing--;
      int value = document.value(name);
      if (document.is(value, JsonDocument.NULL)) {
        continue;
      }
      Step next = step.steps[index];
      if (next.ends.length > 0) {
        FoundValue place = new FoundValue(document, value, "");
        for (int path : next.ends) {
          found[path] = place;
          foundInValue.add(path);
        }
      }
      if (document.is(value, JsonDocument.OBJECT)) {
        walk(document, value, next);
      }
    }
  }

  /** The value at that path. Null if it is absent or null. */
  public @Nullable FoundValue at(int path) {
    return found[path];
  }

  /** The same, and marks the value as used. */
  public @Nullable FoundValue take(int path) {
    FoundValue place = found[path];
    if (place != null && paths[path].isInValue()) {
      usedNodes.add(place.node());
      usedSorted = false;
    }
    return place;
  }

  /** How many paths have a value. */
  public int presentCount() {
    return present.size();
  }

  /** The index of a path that has a value, in ascending order. */
  public int present(int place) {
    return present.get(place);
  }

  /** Whether that node of the record's value is marked as used. */
  public boolean isUsed(int node) {
    if (!usedSorted) {
      usedNodes.sort();
      usedSorted = true;
    }
    return usedNodes.containsSorted(node);
  }

  /** One segment of the paths: the names that continue it, and the paths that end here. */
  private static final class Step {
    final NameTable names;
    final Step[] steps;
    final int[] ends;

    Step(Draft draft) {
      names = new NameTable(List.copyOf(draft.steps.keySet()));
      steps = draft.steps.values().stream().map(Step::new).toArray(Step[]::new);
      ends = draft.ends.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  /** A step while paths are added. */
  private static final class Draft {
    final Map<String, Draft> steps = new LinkedHashMap<>();
    final List<Integer> ends = new ArrayList<>();

    void add(Name[] segments, int path) {
      Draft draft = this;
      for (Name segment : segments) {
        draft = draft.steps.computeIfAbsent(segment.text(), text -> new Draft());
      }
      draft.ends.add(path);
    }
  }
}
