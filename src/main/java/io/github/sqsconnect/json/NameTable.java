package io.github.sqsconnect.json;

import java.util.Arrays;
import java.util.List;

/** A fixed set of names in a hash table. Most names are found at the first slot. */
public final class NameTable {
  public static final int UNKNOWN = -1;

  private final Name[] names;
  private final int[] slots;

  public NameTable(List<String> words) {
    names = words.stream().map(Name::of).toArray(Name[]::new);
    slots = new int[Integer.highestOneBit(Math.max(1, names.length)) * 8];
    for (int i = 0; i < names.length; i++) {
      int slot = names[i].hash() & slots.length - 1;
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = i + 1;
    }
  }

  public Name name(int index) {
    return names[index];
  }

  public int size() {
    return names.length;
  }

  /** The index of the name at that node, or {@link #UNKNOWN}. */
  public int indexOfName(JsonDocument document, int name) {
    int slot = document.hash(name) & slots.length - 1;
    while (slots[slot] != 0) {
      if (document.isNamed(name, names[slots[slot] - 1])) {
        return slots[slot] - 1;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return UNKNOWN;
  }

  /** The index of a name, or {@link #UNKNOWN}. */
  public int indexOf(Name name) {
    int slot = name.hash() & slots.length - 1;
    while (slots[slot] != 0) {
      if (names[slots[slot] - 1].text().equals(name.text())) {
        return slots[slot] - 1;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return UNKNOWN;
  }

  /** Whether a string value or a name equals one of the names. */
  public boolean containsString(JsonDocument document, int string) {
    return indexOfString(document, string) != UNKNOWN;
  }

  /** The index of a string value, or {@link #UNKNOWN}. */
  public int indexOfString(JsonDocument document, int string) {
    byte[] text = document.text(string);
    int start = document.start(string);
    int end = document.end(string);
    int hash = Name.hash(text, start, end);
    int slot = hash & slots.length - 1;
    while (slots[slot] != 0) {
      Name name = names[slots[slot] - 1];
      if (name.hash() == hash
          && Arrays.equals(text, start, end, name.literal(), 0, name.literal().length)) {
        return slots[slot] - 1;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return UNKNOWN;
  }
}
