package io.github.sqsconnect.analysis;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The values of one record that were found in its messages. */
public final class UsedPlaces {
  private final Set<String> pointers = new HashSet<>();

  /** How many places at the beginning of a list are used, so that none is tested twice. */
  private final IdentityHashMap<List<RecordValues.Place>, Integer> beginnings =
      new IdentityHashMap<>();

  void add(RecordValues.Place place) {
    pointers.add(place.pointer());
  }

  /** Whether the value is in a message, alone or in an object or array that became text. */
  public boolean contains(RecordValues.Place place) {
    String pointer = place.pointer();
    for (int end = pointer.length(); end >= 0; end = pointer.lastIndexOf('/', end - 1)) {
      if (pointers.contains(pointer.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  /** The first place that is not used, or the first one if all are. */
  RecordValues.Place firstUnused(List<RecordValues.Place> places) {
    int at = beginnings.getOrDefault(places, 0);
    while (at < places.size() && pointers.contains(places.get(at).pointer())) {
      at++;
    }
    beginnings.put(places, at);
    return places.get(at < places.size() ? at : 0);
  }
}
