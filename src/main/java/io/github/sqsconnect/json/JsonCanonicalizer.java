package io.github.sqsconnect.json;

import static io.github.sqsconnect.json.JsonDocument.CANONICAL;
import static io.github.sqsconnect.json.JsonDocument.IN_BUFFER;
import static io.github.sqsconnect.json.JsonDocument.STEP;

/**
 * Rewrites a value in its canonical form, without members that are null. The index points to the
 * new text afterwards, so later copies are as cheap as those of a value that came canonical.
 */
public final class JsonCanonicalizer {
  private JsonCanonicalizer() {}

  /** Makes the text of the root canonical, unless it is already. */
  public static void canonicalize(JsonDocument document) {
    if (!document.isCanonical(document.root())) {
      rewrite(document, document.root());
    }
  }

  /**
   * @return whether the new text is complete: nothing below the node was left out
   */
  private static boolean rewrite(JsonDocument document, int node) {
    JsonBuffer buffer = document.buffer;
    int start = buffer.size();
    boolean complete = true;

    if (document.isCanonical(node)) {
      document.writeText(node, buffer);
      if (document.is(node, JsonDocument.OBJECT) || document.is(node, JsonDocument.ARRAY)) {
        // The nodes inside still point to the old text, which is as canonical as the new one.
        return true;
      }
    } else if (document.is(node, JsonDocument.OBJECT)) {
      complete = rewriteMembers(document, node);
    } else {
      complete = rewriteElements(document, node);
    }

    move(document, node, start, complete);
    return complete;
  }

  private static boolean rewriteMembers(JsonDocument document, int object) {
    JsonBuffer buffer = document.buffer;
    boolean complete = true;
    boolean more = false;
    buffer.put('{');
    for (int name = object + STEP;
        name < document.next(object);
        name = document.next(name + STEP)) {
      int value = document.value(name);
      if (document.isDuplicate(name) || document.is(value, JsonDocument.NULL)) {
        complete = false;
        continue;
      }
      if (more) {
        buffer.put(',');
      }
      more = true;
      int start = buffer.size();
      document.writeText(name, buffer);
      move(document, name, start, true);
      buffer.put(':');
      complete &= rewrite(document, value);
    }
    buffer.put('}');
    return complete;
  }

  private static boolean rewriteElements(JsonDocument document, int array) {
    JsonBuffer buffer = document.buffer;
    boolean complete = true;
    buffer.put('[');
    for (int element = array + STEP;
        element < document.next(array);
        element = document.next(element)) {
      if (element > array + STEP) {
        buffer.put(',');
      }
      complete &= rewrite(document, element);
    }
    buffer.put(']');
    return complete;
  }

  /** The text of a node stands at the end of the buffer now. */
  private static void move(JsonDocument document, int node, int start, boolean canonical) {
    document.nodes[node] |= IN_BUFFER | (canonical ? CANONICAL : 0);
    document.nodes[node + 1] = start;
    document.nodes[node + 2] = document.buffer.size();
  }
}
