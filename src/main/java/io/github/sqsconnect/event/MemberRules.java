package io.github.sqsconnect.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to do with the members below one place of a message: leave some out, write some in the form
 * of a 64-bit integer. A tree over member names; arrays are passed through. Where nothing is to be
 * done it is {@link #NEUTRAL}, and text may be copied unread.
 */
final class MemberRules {
  static final MemberRules NEUTRAL =
      new MemberRules(false, Int64Form.KEEP, List.of(), List.of(), null);

  private final boolean excluded;
  private final Int64Form int64Form;
  private final Name[] names;
  private final MemberRules[] members;
  private final @Nullable MemberRules anyOther;

  private MemberRules(
      boolean excluded,
      Int64Form int64Form,
      List<Name> names,
      List<MemberRules> members,
      @Nullable MemberRules anyOther) {
    this.excluded = excluded;
    this.int64Form = int64Form;
    this.names = names.toArray(Name[]::new);
    this.members = members.toArray(MemberRules[]::new);
    this.anyOther = anyOther;
  }

  /**
   * The rules of a whole message.
   *
   * @param excludedPaths dotted paths that are left out
   * @param int64Paths dotted paths of 64-bit integers, where {@code *} stands for any name
   */
  static MemberRules of(List<String> excludedPaths, List<String> int64Paths, Int64Form form) {
    Draft root = new Draft();
    excludedPaths.forEach(path -> root.at(path, false).excluded = true);
    if (form != Int64Form.KEEP) {
      int64Paths.forEach(path -> root.at(path, true).form = form);
    }
    return root.build();
  }

  boolean isNeutral() {
    return this == NEUTRAL;
  }

  boolean isExcluded() {
    return excluded;
  }

  Int64Form int64Form() {
    return int64Form;
  }

  /** The rules of the member with that name. */
  MemberRules member(Name name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].text().equals(name.text())) {
        return members[i];
      }
    }
    return anyOther == null ? NEUTRAL : anyOther;
  }

  /** The rules of the member whose name is that node. */
  MemberRules member(JsonDocument document, int name) {
    for (int i = 0; i < names.length; i++) {
      if (document.isNamed(name, names[i])) {
        return members[i];
      }
    }
    return anyOther == null ? NEUTRAL : anyOther;
  }

  /** The tree while it grows. */
  private static final class Draft {
    boolean excluded;
    Int64Form form = Int64Form.KEEP;
    final Map<String, Draft> members = new LinkedHashMap<>();
    @Nullable Draft anyOther;

    Draft at(String path, boolean starIsAny) {
      Draft draft = this;
      for (String segment : path.split("\\.", -1)) {
        if (starIsAny && segment.equals("*")) {
          if (draft.anyOther == null) {
            draft.anyOther = new Draft();
          }
          draft = draft.anyOther;
        } else {
          draft = draft.members.computeIfAbsent(segment, name -> new Draft());
        }
      }
      return draft;
    }

    MemberRules build() {
      if (!excluded && form == Int64Form.KEEP && members.isEmpty() && anyOther == null) {
        return NEUTRAL;
      }
      List<Name> names = new ArrayList<>();
      List<MemberRules> built = new ArrayList<>();
      members.forEach(
          (name, member) -> {
            if (anyOther != null) {
              member.merge(anyOther);
            }
            names.add(Name.of(name));
            built.add(member.build());
          });
      return new MemberRules(
          excluded, form, names, built, anyOther == null ? null : anyOther.build());
    }

    private void merge(Draft other) {
      excluded |= other.excluded;
      form = form == Int64Form.KEEP ? other.form : form;
      other.members.forEach(
          (name, member) -> members.computeIfAbsent(name, absent -> new Draft()).merge(member));
    }
  }
}
