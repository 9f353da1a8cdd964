package io.github.sqsconnect.json;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules for one place of a message and everything below it: which members are excluded, which
 * null members are kept, and which values are 64-bit integers. The rules are a tree over member
 * names and array elements. Without an exclusion or another integer form, canonical text is
 * {@linkplain #copiesText() copied} in one piece.
 *
 * <p>Two kinds of paths build the tree. A path of the user passes through arrays of any depth. A
 * path of the format marks each array: {@code events[].data.location} is the location of an event
 * and nothing else. {@code *} is any name.
 */
public final class MemberRules {
  public static final MemberRules NEUTRAL =
      new MemberRules(false, false, Int64Form.KEEP, Map.of(), null, null);

  private final boolean excluded;
  private final boolean keepsNull;
  private final boolean copiesText;
  private final boolean excludesAny;
  private final Int64Form int64Form;
  private final NameTable names;
  private final MemberRules[] members;
  private final @Nullable MemberRules anyOther;
  private final MemberRules elements;

  private MemberRules(
      boolean excluded,
      boolean keepsNull,
      Int64Form int64Form,
      Map<String, MemberRules> byName,
      @Nullable MemberRules anyOther,
      @Nullable MemberRules elements) {
    this.excluded = excluded;
    this.keepsNull = keepsNull;
    this.int64Form = int64Form;
    this.names = new NameTable(List.copyOf(byName.keySet()));
    this.members = byName.values().toArray(MemberRules[]::new);
    this.anyOther = anyOther;
    this.elements = elements == null ? this : elements;
    this.excludesAny =
        excluded
            || byName.values().stream().anyMatch(MemberRules::excludesAny)
            || (anyOther != null && anyOther.excludesAny)
            || (elements != null && elements.excludesAny);
    this.copiesText =
        !excluded
            && int64Form == Int64Form.KEEP
            && byName.values().stream().allMatch(MemberRules::copiesText)
            && (anyOther == null || anyOther.copiesText)
            && (elements == null || elements.copiesText);
  }

  /**
   * The rules of a whole message.
   *
   * @param excludedPaths the user's paths that are left out
   * @param switchedOff the format's paths that are left out
   * @param nullPaths the format's paths of members that stay when they are null
   * @param int64Paths the format's paths of 64-bit integers
   */
  public static MemberRules of(
      List<String> excludedPaths,
      List<String> switchedOff,
      List<String> nullPaths,
      List<String> int64Paths,
      Int64Form form) {
    Draft exclusions = new Draft();
    excludedPaths.forEach(path -> exclusions.named(path).excluded = true);
    Draft format = new Draft();
    switchedOff.forEach(path -> format.below(path).excluded = true);
    nullPaths.forEach(path -> format.below(path).keepsNull = true);
    if (form != Int64Form.KEEP) {
      int64Paths.forEach(path -> format.below(path).form = form);
    }
    return build(exclusions, format);
  }

  /** Whether nothing is changed here and below. */
  public boolean isNeutral() {
    return this == NEUTRAL;
  }

  /** Whether canonical text is written unchanged, here and below. */
  boolean copiesText() {
    return copiesText;
  }

  /** Whether something is excluded, here or below. */
  public boolean excludesAny() {
    return excludesAny;
  }

  public boolean isExcluded() {
    return excluded;
  }

  /** Whether a member at this place is written even if it is null. */
  public boolean keepsNull() {
    return keepsNull;
  }

  Int64Form int64Form() {
    return int64Form;
  }

  /** The rules of the elements if the value is an array. */
  public MemberRules elements() {
    return elements;
  }

  /** The rules of the member with that name. */
  public MemberRules member(Name name) {
    return at(names.indexOf(name));
  }

  /** The rules of the member whose name is that node. */
  public MemberRules member(JsonDocument document, int name) {
    return at(names.indexOfName(document, name));
  }

  private MemberRules at(int index) {
    if (index != NameTable.UNKNOWN) {
      return members[index];
    }
    return anyOther == null ? NEUTRAL : anyOther;
  }

  /** Joins the paths of the user and the paths of the format that lead to one place. */
  private static MemberRules build(@Nullable Draft exclusions, @Nullable Draft format) {
    Draft user = exclusions == null ? new Draft() : exclusions;
    Draft own = format == null ? new Draft() : format;
    if (user.isEmpty() && own.isEmpty()) {
      return NEUTRAL;
    }
    Set<String> names = new LinkedHashSet<>(user.members.keySet());
    names.addAll(own.members.keySet());
    Map<String, MemberRules> members = new LinkedHashMap<>();
    for (String name : names) {
      Draft ownMember = own.members.getOrDefault(name, own.anyOther);
      members.put(name, build(user.members.get(name), ownMember));
    }
    return new MemberRules(
        user.excluded || own.excluded,
        own.keepsNull,
        own.form,
        members,
        own.anyOther == null ? null : build(null, own.anyOther),
        format == null ? null : build(exclusions, own.elements));
  }

  /** A node of the tree while paths are added. */
  private static final class Draft {
    boolean excluded;
    boolean keepsNull;
    Int64Form form = Int64Form.KEEP;
    final Map<String, @Nullable Draft> members = new LinkedHashMap<>();
    @Nullable Draft anyOther;
    @Nullable Draft elements;

    /** The place of a path in which every segment is a name. */
    Draft named(String path) {
      Draft draft = this;
      for (String segment : path.split("\\.", -1)) {
        draft = draft.member(segment);
      }
      return draft;
    }

    /** The place of a path of the format. */
    Draft below(String path) {
      Draft draft = this;
      for (String segment : path.replace("[]", ".[]").split("\\.", -1)) {
        draft = draft.step(segment);
      }
      return draft;
    }

    private Draft step(String segment) {
      if (segment.equals("*")) {
        anyOther = made(anyOther);
        return anyOther;
      }
      if (segment.equals("[]")) {
        elements = made(elements);
        return elements;
      }
      return member(segment);
    }

    private Draft member(String name) {
      Draft member = made(members.get(name));
      members.put(name, member);
      return member;
    }

    private static Draft made(@Nullable Draft draft) {
      return draft == null ? new Draft() : draft;
    }

    boolean isEmpty() {
      return !excluded
          && !keepsNull
          && form == Int64Form.KEEP
          && members.isEmpty()
          && anyOther == null
          && elements == null;
    }
  }
}
