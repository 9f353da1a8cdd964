package io.github.sqsconnect.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON value as a flat index over its text. A node is an int: the place of its four ints in the
 * index. There is no object per node.
 *
 * <pre>
 * value   flags | start | end | next    next: the node after the value's whole subtree
 * name    flags | start | end | hash    hash: of the name's text; its value is the next node
 *
 * {"a":[1,2]}
 *
 * node    flags        start  end  next or hash
 *    0    OBJECT           0   11  20
 *    4    NAME             1    4  hash of "a"
 *    8    ARRAY            5   10  20
 *   12    NUMBER           6    7  16
 *   16    NUMBER           8    9  20
 * </pre>
 *
 * <p>The flags contain the kind, and whether the text stands in the source or in the buffer. The
 * source is the JSON text that was read. The buffer contains text that was written for the index:
 * strings that had to be rewritten, or everything if the value came as Connect data.
 *
 * <p>Strings are already in their canonical form, so equal strings have equal bytes. A container
 * whose whole text is canonical is flagged and is copied in one piece.
 *
 * <p>Of two members with the same name the last value wins, at the place of the first one. The name
 * of the last one is flagged as duplicate, and the value of the first one is an alias: its start is
 * the node of the value that won. Members that are null stay in the index, because null has a
 * meaning in a few places.
 *
 * <p>{@link JsonDocumentBuilder} builds it front to back, and reuses it for the next record.
 */
public final class JsonDocument {
  /** No such node. */
  public static final int NONE = -1;

  /** The deepest allowed nesting of containers. */
  public static final int MAX_DEPTH = 512;

  public static final int OBJECT = 1;
  public static final int ARRAY = 2;
  public static final int STRING = 3;
  public static final int NUMBER = 4;
  public static final int TRUE = 5;
  public static final int FALSE = 6;
  public static final int NULL = 7;
  static final int NAME = 8;
  static final int ALIAS = 9;
  private static final int KIND = 0xF;

  /** The node's text is canonical. Always set for names and scalars. */
  static final int CANONICAL = 0x10;

  /** The node's text stands in {@link #buffer}, not in {@link #source}. */
  static final int IN_BUFFER = 0x20;

  /** A name that an earlier member of the object has too. */
  static final int DUPLICATE = 0x40;

  /** A number without fraction and exponent. */
  static final int INTEGER = 0x80;

  /** A number of epoch milliseconds, according to its Connect schema. */
  static final int MILLIS = 0x100;

  /** A number of days since the epoch, according to its Connect schema. */
  static final int DAYS = 0x200;

  /** A number of milliseconds since midnight, according to its Connect schema. */
  static final int TIME_OF_DAY = 0x400;

  /** The ints of one node. */
  static final int STEP = 4;

  int[] nodes = new int[1024];
  byte[] source = new byte[0];
  final JsonBuffer buffer;

  /** Whether a name is flagged as duplicate. */
  boolean hasDuplicates;

  /** Whether the source contains characters that SQS refuses in a body. */
  boolean hasRefusedCharacters;

  public JsonDocument() {
    this(JsonBuffer.MAX_RECORD_BYTES);
  }

  /**
   * @param maxBytes the limit of the text in the buffer
   */
  public JsonDocument(int maxBytes) {
    buffer = JsonBuffer.upTo(maxBytes);
  }

  /** The value itself. */
  public int root() {
    return 0;
  }

  public int kind(int node) {
    return nodes[node] & KIND;
  }

  public boolean is(int node, int kind) {
    return node != NONE && kind(node) == kind;
  }

  boolean isCanonical(int node) {
    return (nodes[node] & CANONICAL) != 0;
  }

  public boolean isInteger(int node) {
    return (nodes[node] & INTEGER) != 0;
  }

  public boolean isMillis(int node) {
    return (nodes[node] & MILLIS) != 0;
  }

  public boolean isDays(int node) {
    return (nodes[node] & DAYS) != 0;
  }

  public boolean isTimeOfDay(int node) {
    return (nodes[node] & TIME_OF_DAY) != 0;
  }

  /** The type of a node, for people. */
  public String describe(int node) {
    return switch (kind(node)) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case TRUE, FALSE -> "a boolean";
      default -> "null";
    };
  }

  /** The array that contains the text of the node. */
  public byte[] text(int node) {
    return (nodes[node] & IN_BUFFER) != 0 ? buffer.bytes() : source;
  }

  public int start(int node) {
    return nodes[node + 1];
  }

  public int end(int node) {
    return nodes[node + 2];
  }

  int hash(int name) {
    return nodes[name + 3];
  }

  int next(int value) {
    return nodes[value + 3];
  }

  /** The first element of an array, or {@link #NONE}. */
  public int firstElement(int array) {
    return array + STEP < next(array) ? array + STEP : NONE;
  }

  /** The element after that one, or {@link #NONE}. */
  public int nextElement(int array, int element) {
    int following = next(element);
    return following < next(array) ? following : NONE;
  }

  /** The name of the first member, null ones included, or {@link #NONE}. */
  public int firstName(int object) {
    return nameFrom(object, object + STEP);
  }

  /** The name of the member after that one, null ones included, or {@link #NONE}. */
  public int nextName(int object, int name) {
    return nameFrom(object, next(name + STEP));
  }

  private int nameFrom(int object, int from) {
    int end = next(object);
    int name = from;
    while (name < end && isDuplicate(name)) {
      name = next(name + STEP);
    }
    return name < end ? name : NONE;
  }

  boolean isDuplicate(int name) {
    return (nodes[name] & DUPLICATE) != 0;
  }

  /** The value of the first name that an earlier member has too, or {@link #NONE}. */
  public int firstDuplicate() {
    if (!hasDuplicates) {
      return NONE;
    }
    int node = root();
    while (kind(node) != NAME || !isDuplicate(node)) {
      node += STEP;
    }
    return node + STEP;
  }

  /** Whether an object has members that are not null. */
  public boolean hasMembers(int object) {
    int name = firstName(object);
    while (name != NONE && kind(value(name)) == NULL) {
      name = nextName(object, name);
    }
    return name != NONE;
  }

  /** The value of a member. */
  public int value(int name) {
    int value = name + STEP;
    return kind(value) == ALIAS ? nodes[value + 1] : value;
  }

  public boolean isNamed(int name, Name wanted) {
    byte[] literal = wanted.literal();
    return nodes[name + 3] == wanted.hash()
        && end(name) - start(name) == literal.length
        && Arrays.equals(text(name), start(name), end(name), literal, 0, literal.length);
  }

  /** Whether a node is that string. */
  public boolean isString(int node, Name wanted) {
    byte[] literal = wanted.literal();
    return is(node, STRING)
        && end(node) - start(node) == literal.length
        && Arrays.equals(text(node), start(node), end(node), literal, 0, literal.length);
  }

  /** The value of the member of that name that is not null, or {@link #NONE}. */
  public int member(int object, Name wanted) {
    for (int name = firstName(object); name != NONE; name = nextName(object, name)) {
      if (isNamed(name, wanted)) {
        int value = value(name);
        return kind(value) == NULL ? NONE : value;
      }
    }
    return NONE;
  }

  /** The characters of a string or name, without escapes. */
  public String string(int node) {
    byte[] text = text(node);
    int start = start(node) + 1;
    int end = end(node) - 1;
    String raw = new String(text, start, end - start, StandardCharsets.UTF_8);
    return raw.indexOf('\\') < 0 ? raw : unescape(raw);
  }

  /** The JSON text of a node. */
  public String literal(int node) {
    return new String(text(node), start(node), end(node) - start(node), StandardCharsets.UTF_8);
  }

  private static String unescape(String raw) {
    StringBuilder out = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char letter = raw.charAt(++i);
      switch (letter) {
        case 'b' -> out.append('\b');
        case 't' -> out.append('\t');
        case 'n' -> out.append('\n');
        case 'f' -> out.append('\f');
        case 'r' -> out.append('\r');
        case 'u' -> {
          out.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
          i += 4;
        }
        default -> out.append(letter);
      }
    }
    return out.toString();
  }

  /** Writes a name or scalar as it stands. */
  public void writeText(int node, JsonBuffer out) {
    int start = start(node);
    out.put(text(node), start, end(node) - start);
  }

  /** The JSON pointer of a node. */
  public String location(int node) {
    StringBuilder pointer = new StringBuilder();
    int at = root();
    while (at != node && node < next(at)) {
      boolean object = kind(at) == OBJECT;
      int child = at + STEP;
      int index = 0;
      while (node >= next(object ? child + STEP : child)) {
        child = next(object ? child + STEP : child);
        index++;
      }
      if (object) {
        appendSegment(pointer, string(child));
        at = child + STEP;
      } else {
        pointer.append('/').append(index);
        at = child;
      }
    }
    return pointer.isEmpty() ? "the root" : pointer.toString();
  }

  /** Appends the name of a member to a pointer, as {@link #location} writes it. */
  public static void appendSegment(StringBuilder pointer, String name) {
    pointer.append('/');
    int shown = Math.min(name.length(), 64);
    for (int i = 0; i < shown; i++) {
      char c = name.charAt(i);
      pointer.append(
          c == '~' ? "~0" : c == '/' ? "~1" : Character.isISOControl(c) ? "?" : String.valueOf(c));
    }
    if (shown < name.length()) {
      pointer.append('…');
    }
  }
}
