package io.github.sqsconnect.json;

import java.util.Arrays;

/**
 * Finds a name that was written to a buffer twice. Clearing costs no more than adding did, because
 * many small records may follow a large one.
 */
public final class WrittenNames {
  private static final int FREE = -1;
  private static final int FEWEST_SLOTS = 64;
  private static final int MOST_KEPT_SLOTS = 1 << 16;

  private final IntList starts = new IntList();
  private final IntList ends = new IntList();
  private final IntList hashes = new IntList();
  private final IntList takenSlots = new IntList();
  private int[] slots = newSlots(FEWEST_SLOTS);

  private static int[] newSlots(int count) {
    int[] slots = new int[count];
    Arrays.fill(slots, FREE);
    return slots;
  }

  public void clear() {
    if (slots.length > MOST_KEPT_SLOTS) {
      slots = newSlots(FEWEST_SLOTS);
    } else {
      for (int i = 0; i < takenSlots.size(); i++) {
        slots[takenSlots.get(i)] = FREE;
      }
    }
    takenSlots.clear();
    starts.clear();
    ends.clear();
    hashes.clear();
  }

  /**
   * Adds the name at the end of the buffer.
   *
   * @param start the place where it begins
   * @return false if the same name was added before
   */
  public boolean add(JsonBuffer buffer, int start) {
    int end = buffer.size();
    int hash = Name.hash(buffer.bytes(), start, end);
    int slot = hash & slots.length - 1;
    while (slots[slot] != FREE) {
      int other = slots[slot];
      if (hashes.get(other) == hash
          && Arrays.equals(
              buffer.bytes(), starts.get(other), ends.get(other), buffer.bytes(), start, end)) {
        return false;
      }
      slot = slot + 1 & slots.length - 1;
    }
    slots[slot] = starts.size();
    takenSlots.add(slot);
    starts.add(start);
    ends.add(end);
    hashes.add(hash);
    if (starts.size() * 2 > slots.length) {
      grow();
    }
    return true;
  }

  private void grow() {
    slots = newSlots(slots.length * 4);
    takenSlots.clear();
    for (int i = 0; i < starts.size(); i++) {
      int slot = hashes.get(i) & slots.length - 1;
      while (slots[slot] != FREE) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = i;
      takenSlots.add(slot);
    }
  }
}
