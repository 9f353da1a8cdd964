package io.github.sqsconnect.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON value as a flat index over its text: four ints a node, no object. A node is a place in
 * the index; it knows its kind, its range of text and where its subtree ends.
 *
 * <p>It is built once, front to back, by {@link JsonReader} from text or by {@link ConnectJson}
 * from Connect data, and is reused for the next record. Strings are already in their one canonical
 * form, so equal strings have equal bytes; a container whose whole text is canonical is
 * <em>tidy</em> and is copied in one piece.
 *
 * <p>Of two members with one name the last value wins, at the first one's place. Members that are
 * null are there for the recognition of shapes, and for the few places in which null has a meaning.
 */
public final class JsonDocument {
  /** No such node. */
  public static final int NONE = -1;

  /** How deep containers may nest. */
  static final int MAX_DEPTH = 512;

  public static final int OBJECT = 1;
  public static final int ARRAY = 2;
  public static final int STRING = 3;
  public static final int NUMBER = 4;
  static final int TRUE = 5;
  static final int FALSE = 6;
  public static final int NULL = 7;
  private static final int NAME = 8;
  private static final int ALIAS = 9;
  private static final int KIND = 0xF;

  /** The node's text is its canonical form. Always so for names and scalars. */
  private static final int TIDY = 0x10;

  /** The node's text stands in {@link #made}, not in {@link #source}. */
  private static final int MADE = 0x20;

  /** A name that lost to a later one of the same text. */
  private static final int DEAD = 0x40;

  /** A number without fraction and exponent. */
  private static final int INTEGER = 0x80;

  /** A number that Connect says is epoch milliseconds. */
  private static final int MILLIS = 0x100;

  /** A number that Connect says is days since the epoch. */
  private static final int DAYS = 0x200;

  /** A number that Connect says is milliseconds of a day, on no day. */
  private static final int CLOCK = 0x400;

  private static final int STEP = 4;
  private static final int KEPT = 1 << 20;
  private static final int FEW = 12;

  private int[] nodes = new int[1024];
  private int size;
  private byte[] source = new byte[0];
  private final JsonBuffer made = JsonBuffer.upTo(JsonBuffer.MOST_OF_A_RECORD);

  private int[] open = new int[64];
  private int depth;
  private int[] names = new int[64];
  private int nameCount;
  private int[] table = new int[64];

  /** How often the text so far was not canonical; a container is tidy when this stood still. */
  private int untidy;

  // --- building

  /** Forgets everything and reads from {@code text} from now on. */
  void reset(byte[] text) {
    size = 0;
    depth = 0;
    nameCount = 0;
    untidy = 0;
    source = text;
    made.clear();
    if (nodes.length > KEPT) {
      nodes = new int[1024];
    }
  }

  JsonBuffer made() {
    return made;
  }

  void untidy() {
    untidy++;
  }

  /** Adds a scalar whose text is that range of the source. */
  void addFromSource(int kind, int start, int end, boolean integer) {
    add(kind | TIDY | (integer ? INTEGER : 0), start, end);
  }

  /** Adds a scalar whose text was just written to {@link #made}, from {@code start} on. */
  void addMade(int kind, int start, boolean integer) {
    add(kind | TIDY | MADE | (integer ? INTEGER : 0), start, made.size());
  }

  /** Adds an integer of epoch milliseconds that was just written to {@link #made}. */
  void addMadeMillis(int start) {
    add(NUMBER | TIDY | MADE | INTEGER | MILLIS, start, made.size());
  }

  /** Adds an integer of days since the epoch that was just written to {@link #made}. */
  void addMadeDays(int start) {
    add(NUMBER | TIDY | MADE | INTEGER | DAYS, start, made.size());
  }

  /** Adds an integer of milliseconds of a day that was just written to {@link #made}. */
  void addMadeClock(int start) {
    add(NUMBER | TIDY | MADE | INTEGER | CLOCK, start, made.size());
  }

  /** Adds the member name that stands, in canonical form, in that range of the source. */
  void addNameFromSource(int start, int end) {
    addName(NAME | TIDY, start, end, Name.hash(source, start, end));
  }

  /** Adds the member name that was just written to {@link #made}. */
  void addNameMade(int start) {
    addName(NAME | TIDY | MADE, start, made.size(), Name.hash(made.bytes(), start, made.size()));
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
    }
    nodes[size] = flags;
    nodes[size + 1] = start;
    nodes[size + 2] = end;
    nodes[size + 3] = size + STEP;
    size += STEP;
  }

  /**
   * Opens an object or array whose text starts there.
   *
   * @return false when it would nest deeper than {@link #MAX_DEPTH}
   */
  boolean open(int kind, int start, boolean isMade) {
    if (depth == MAX_DEPTH) {
      return false;
    }
    if ((depth + 1) * 3 > open.length) {
      open = Arrays.copyOf(open, open.length * 2);
    }
    open[depth * 3] = size;
    open[depth * 3 + 1] = untidy;
    open[depth * 3 + 2] = nameCount;
    depth++;
    add(kind | (isMade ? MADE : 0), start, start);
    return true;
  }

  int depth() {
    return depth;
  }

  /** Closes the container opened last; its text ends there. */
  void close(int end) {
    depth--;
    int node = open[depth * 3];
    int firstName = open[depth * 3 + 2];
    if (nameCount - firstName > 1) {
      settleDuplicates(firstName);
    }
    nameCount = firstName;
    nodes[node + 2] = end;
    nodes[node + 3] = size;
    if (open[depth * 3 + 1] == untidy) {
      nodes[node] |= TIDY;
    }
  }

  private void settleDuplicates(int firstName) {
    int count = nameCount - firstName;
    if (count <= FEW) {
      for (int i = firstName + 1; i < nameCount; i++) {
        for (int j = firstName; j < i; j++) {
          if (settleIfSame(names[j], names[i])) {
            break;
          }
        }
      }
      return;
    }
    int slots = Integer.highestOneBit(count) << 2;
    if (table.length < slots) {
      table = new int[slots];
    } else {
      Arrays.fill(table, 0, slots, 0);
    }
    for (int i = firstName; i < nameCount; i++) {
      int slot = nodes[names[i] + 3] & slots - 1;
      while (table[slot] != 0 && !settleIfSame(table[slot] - 1, names[i])) {
        slot = slot + 1 & slots - 1;
      }
      if (table[slot] == 0) {
        table[slot] = names[i] + 1;
      }
    }
    if (table.length > KEPT) {
      table = new int[64];
    }
  }

  private boolean settleIfSame(int earlier, int later) {
    if (nodes[earlier + 3] != nodes[later + 3] || !sameText(earlier, later)) {
      return false;
    }
    int value = earlier + STEP;
    int next = nodes[value + 3];
    nodes[value] = ALIAS;
    nodes[value + 1] = later + STEP;
    nodes[value + 3] = next;
    nodes[later] |= DEAD;
    untidy++;
    return true;
  }

  private boolean sameText(int a, int b) {
    return Arrays.equals(text(a), start(a), end(a), text(b), start(b), end(b));
  }

  /** The JSON pointer of the place that is being built. */
  String locationOfBuilding() {
    StringBuilder pointer = new StringBuilder();
    for (int level = 0; level < depth; level++) {
      int container = open[level * 3];
      boolean innermost = level + 1 == depth;
      if (kind(container) == OBJECT) {
        int count = innermost ? nameCount : open[(level + 1) * 3 + 2];
        if (count > open[level * 3 + 2]) {
          appendSegment(pointer, string(names[count - 1]));
        }
      } else {
        int stop = innermost ? size : open[(level + 1) * 3];
        int index = 0;
        for (int e = container + STEP; e < stop; e = next(e)) {
          index++;
        }
        pointer.append('/').append(index);
      }
    }
    return pointer.isEmpty() ? "the root" : pointer.toString();
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

  private static void appendSegment(StringBuilder pointer, String name) {
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

  // --- tidying

  /**
   * Rewrites the value in its canonical form, without members that are null. The index points to
   * the new text from then on, so later copies are as large as those of a value that came tidy.
   */
  public void tidyUp() {
    if (!isTidy(root())) {
      tidy(root());
    }
  }

  /**
   * @return whether nothing had to be left out, so that the new text is complete
   */
  private boolean tidy(int node) {
    int start = made.size();
    boolean whole = true;
    if (isTidy(node)) {
      copyText(node, made);
      if (kind(node) == OBJECT || kind(node) == ARRAY) {
        return true;
      }
    } else if (kind(node) == OBJECT) {
      whole = tidyMembers(node);
    } else {
      whole = tidyElements(node);
    }
    moved(node, start, whole);
    return whole;
  }

  private boolean tidyMembers(int object) {
    boolean whole = true;
    boolean more = false;
    made.put('{');
    for (int name = object + STEP; name < nodes[object + 3]; name = nodes[name + STEP + 3]) {
      int value = value(name);
      if ((nodes[name] & DEAD) != 0 || kind(value) == NULL) {
        whole = false;
        continue;
      }
      if (more) {
        made.put(',');
      }
      more = true;
      int start = made.size();
      copyText(name, made);
      moved(name, start, true);
      made.put(':');
      whole &= tidy(value);
    }
    made.put('}');
    return whole;
  }

  private boolean tidyElements(int array) {
    boolean whole = true;
    made.put('[');
    for (int e = array + STEP; e < nodes[array + 3]; e = nodes[e + 3]) {
      if (e > array + STEP) {
        made.put(',');
      }
      whole &= tidy(e);
    }
    made.put(']');
    return whole;
  }

  /** The text of a node stands at the end of {@link #made} from now on. */
  private void moved(int node, int start, boolean isTidy) {
    nodes[node] |= MADE | (isTidy ? TIDY : 0);
    nodes[node + 1] = start;
    nodes[node + 2] = made.size();
  }

  // --- reading

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

  boolean isTidy(int node) {
    return (nodes[node] & TIDY) != 0;
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

  public boolean isClock(int node) {
    return (nodes[node] & CLOCK) != 0;
  }

  /** What a node is, in words. */
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

  /** The array that holds the node's text. */
  public byte[] text(int node) {
    return (nodes[node] & MADE) != 0 ? made.bytes() : source;
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

  private int next(int value) {
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
    return liveName(object, object + STEP);
  }

  /** The name of the member after that one, null ones included, or {@link #NONE}. */
  public int nextName(int object, int name) {
    return liveName(object, next(name + STEP));
  }

  private int liveName(int object, int from) {
    int end = next(object);
    int name = from;
    while (name < end && (nodes[name] & DEAD) != 0) {
      name = next(name + STEP);
    }
    return name < end ? name : NONE;
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

  /** The characters of a string or name, escapes undone. */
  public String string(int node) {
    byte[] text = text(node);
    int start = start(node) + 1;
    int end = end(node) - 1;
    String raw = new String(text, start, end - start, StandardCharsets.UTF_8);
    return raw.indexOf('\\') < 0 ? raw : unescaped(raw);
  }

  /** The text of a node as it stands. */
  public String literal(int node) {
    return new String(text(node), start(node), end(node) - start(node), StandardCharsets.UTF_8);
  }

  private static String unescaped(String raw) {
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

  /**
   * Writes a value in its canonical form, without what the rules exclude, and without members that
   * are null where the rules do not keep them.
   */
  public void copy(int node, JsonBuffer out, MemberRules rules) {
    int kind = kind(node);
    if (isTidy(node) && rules.copiesText()) {
      copyText(node, out);
    } else if (kind == OBJECT) {
      out.put('{');
      copyMembers(node, out, rules);
      out.put('}');
    } else if (kind == ARRAY) {
      out.put('[');
      boolean more = false;
      MemberRules ofElements = rules.elements();
      for (int e = firstElement(node); e != NONE; e = nextElement(node, e)) {
        if (more) {
          out.put(',');
        }
        more = true;
        copy(e, out, ofElements);
      }
      out.put(']');
    } else {
      rules.int64Form().write(this, node, out);
    }
  }

  /**
   * Writes the members of an object, without its braces.
   *
   * @return whether there are any
   */
  public boolean copyMembers(int object, JsonBuffer out, MemberRules rules) {
    if (isTidy(object) && rules.copiesText()) {
      int inside = end(object) - start(object) - 2;
      out.put(text(object), start(object) + 1, inside);
      return inside > 0;
    }
    boolean more = false;
    for (int name = firstName(object); name != NONE; name = nextName(object, name)) {
      more |= copyMember(name, out, rules, more);
    }
    return more;
  }

  /**
   * Writes one member, unless it is excluded, or null where null has no meaning.
   *
   * @param rules the rules of the object it stands in
   * @param comma whether a comma is due before it
   * @return whether it was written
   */
  public boolean copyMember(int name, JsonBuffer out, MemberRules rules, boolean comma) {
    int value = value(name);
    MemberRules below = rules.isNeutral() ? MemberRules.NEUTRAL : rules.member(this, name);
    if (below.isExcluded() || (kind(value) == NULL && !below.keepsNull())) {
      return false;
    }
    if (comma) {
      out.put(',');
    }
    copyText(name, out);
    out.put(':');
    copy(value, out, below);
    return true;
  }

  /** Writes a name or scalar as it stands. */
  public void copyText(int node, JsonBuffer out) {
    int start = start(node);
    out.put(text(node), start, end(node) - start);
  }
}
