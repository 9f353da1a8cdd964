package io.github.sqsconnect.json;

import static io.github.sqsconnect.json.JsonDocument.ALIAS;
import static io.github.sqsconnect.json.JsonDocument.CANONICAL;
import static io.github.sqsconnect.json.JsonDocument.DUPLICATE;
import static io.github.sqsconnect.json.JsonDocument.IN_BUFFER;
import static io.github.sqsconnect.json.JsonDocument.NAME;
import static io.github.sqsconnect.json.JsonDocument.STEP;

import java.util.Arrays;

/**
 * Builds a {@link JsonDocument} front to back: values, and before each value of an object its name.
 * The text of a node must be read or written before the node is added.
 */
class JsonDocumentBuilder {
  /** Longer arrays are not kept for the next record. */
  private static final int MAX_KEPT = 1 << 20;

  /** Up to so many names of one object are compared pairwise. */
  private static final int MAX_PAIRWISE = 12;

  /** For each open container: its node, the count of non-canonical texts, the count of names. */
  private static final int LEVEL = 3;

  /** The buffer of the document. */
  final JsonBuffer buffer;

  private final JsonDocument document;

  /** The arrays of the document, kept here too because nearly every step needs them. */
  private int[] nodes;

  private byte[] source;
  private int size;

  private int[] levels = new int[64];
  private int depth;

  /** The names of all open objects. */
  private int[] names = new int[64];

  private int nameCount;
  private int[] slots = new int[64];

  /** How many texts so far were not canonical. A container is canonical if none was added. */
  private int nonCanonical;

  JsonDocumentBuilder(JsonDocument document) {
    this.document = document;
    this.buffer = document.buffer;
    nodes = document.nodes;
    source = document.source;
  }

  /** Discards the old index. The next one is over {@code newSource} and the empty buffer. */
  void reset(byte[] newSource) {
    size = 0;
    depth = 0;
    nameCount = 0;
    nonCanonical = 0;
    source = newSource;
    document.source = newSource;
    document.hasDuplicates = false;
    document.hasRefusedCharacters = false;
    buffer.clear();
    nodes = document.nodes;
    if (nodes.length > MAX_KEPT) {
      nodes = new int[1024];
      document.nodes = nodes;
    }
  }

  /** The open containers must not be copied in one piece. */
  void markNonCanonical() {
    nonCanonical++;
  }

  /** The source contains a character that SQS refuses in a body. */
  void markRefusedCharacter() {
    document.hasRefusedCharacters = true;
  }

  /** Adds a scalar whose text stands in the source. */
  void addFromSource(int flags, int start, int end) {
    add(flags | CANONICAL, start, end);
  }

  /** Adds a scalar whose text was just written to the buffer, from {@code start} on. */
  void addFromBuffer(int flags, int start) {
    add(flags | CANONICAL | IN_BUFFER, start, buffer.size());
  }

  /** Adds a member name whose canonical text stands in the source. */
  void addNameFromSource(int start, int end) {
    addName(NAME | CANONICAL, start, end, Name.hash(source, start, end));
  }

  /** Adds a member name that was just written to the buffer, from {@code start} on. */
  void addNameFromBuffer(int start) {
    int end = buffer.size();
    addName(NAME | CANONICAL | IN_BUFFER, start, end, Name.hash(buffer.bytes(), start, end));
  }

  private void addName(int flags, int start, int end, int hash) {
    if (nameCount == names.length) {
      names = Arrays.copyOf(names, nameCount * 2);
    }
    names[nameCount++] = size;
    add(flags, start, end);
    nodes[size - 1] = hash;
  }

  private void add(int flags, int start, int end) {
    if (size + STEP > nodes.length) {
      nodes = Arrays.copyOf(nodes, nodes.length * 2);
      document.nodes = nodes;
    }
    nodes[size] = flags;
    nodes[size + 1] = start;
    nodes[size + 2] = end;
    nodes[size + 3] = size + STEP;
    size += STEP;
  }

  /**
   * Opens an object or array whose text starts at {@code start}.
   *
   * @return false when it would nest deeper than {@link JsonDocument#MAX_DEPTH}
   */
  boolean open(int flags, int start) {
    if (depth == JsonDocument.MAX_DEPTH) {
      return false;
    }
    if ((depth + 1) * LEVEL > levels.length) {
      levels = Arrays.copyOf(levels, levels.length * 2);
    }
    levels[depth * LEVEL] = size;
    levels[depth * LEVEL + 1] = nonCanonical;
    levels[depth * LEVEL + 2] = nameCount;
    depth++;
    add(flags, start, start);
    return true;
  }

  int depth() {
    return depth;
  }

  /** Closes the innermost container, whose text ends at {@code end}. */
  void close(int end) {
    int firstName = levels[(depth - 1) * LEVEL + 2];
    if (nameCount - firstName > 1) {
      resolveDuplicates(firstName);
    }
    closeDistinct(end);
  }

  /** The same for an object whose names are known to be distinct. */
  void closeDistinct(int end) {
    depth--;
    int node = levels[depth * LEVEL];
    nameCount = levels[depth * LEVEL + 2];
    nodes[node + 2] = end;
    nodes[node + 3] = size;
    if (levels[depth * LEVEL + 1] == nonCanonical) {
      nodes[node] |= CANONICAL;
    }
  }

  private void resolveDuplicates(int firstName) {
    if (nameCount - firstName <= MAX_PAIRWISE) {
      resolvePairwise(firstName);
    } else {
      resolveByHash(firstName);
    }
  }

  private void resolvePairwise(int firstName) {
    for (int i = firstName + 1; i < nameCount; i++) {
      for (int j = firstName; j < i; j++) {
        if (resolveIfSame(names[j], names[i])) {
          break;
        }
      }
    }
  }

  private void resolveByHash(int firstName) {
    int slotCount = Integer.highestOneBit(nameCount - firstName) << 2;
    if (slots.length < slotCount) {
      slots = new int[slotCount];
    } else {
      Arrays.fill(slots, 0, slotCount, 0);
    }

    for (int i = firstName; i < nameCount; i++) {
      int slot = nodes[names[i] + 3] & slotCount - 1;
      while (slots[slot] != 0 && !resolveIfSame(slots[slot] - 1, names[i])) {
        slot = slot + 1 & slotCount - 1;
      }
      if (slots[slot] == 0) {
        slots[slot] = names[i] + 1;
      }
    }

    if (slots.length > MAX_KEPT) {
      slots = new int[64];
    }
  }

  private boolean resolveIfSame(int earlier, int later) {
    if (nodes[earlier + 3] != nodes[later + 3] || !hasSameText(earlier, later)) {
      return false;
    }
    int value = earlier + STEP;
    nodes[value] = ALIAS;
    nodes[value + 1] = later + STEP;
    nodes[later] |= DUPLICATE;
    document.hasDuplicates = true;
    nonCanonical++;
    return true;
  }

  private boolean hasSameText(int a, int b) {
    return Arrays.equals(
        document.text(a),
        document.start(a),
        document.end(a),
        document.text(b),
        document.start(b),
        document.end(b));
  }

  /** The JSON pointer of the place that is being built. */
  String location() {
    StringBuilder pointer = new StringBuilder();
    for (int level = 0; level < depth; level++) {
      int container = levels[level * LEVEL];
      boolean innermost = level + 1 == depth;
      if (document.kind(container) == JsonDocument.OBJECT) {
        int count = innermost ? nameCount : levels[(level + 1) * LEVEL + 2];
        if (count > levels[level * LEVEL + 2]) {
          JsonDocument.appendSegment(pointer, document.string(names[count - 1]));
        }
      } else {
        int stop = innermost ? size : levels[(level + 1) * LEVEL];
        pointer.append('/').append(countElements(container, stop));
      }
    }
    return pointer.isEmpty() ? "the root" : pointer.toString();
  }

  private int countElements(int array, int stop) {
    int count = 0;
    for (int element = array + STEP; element < stop; element = document.next(element)) {
      count++;
    }
    return count;
  }
}
