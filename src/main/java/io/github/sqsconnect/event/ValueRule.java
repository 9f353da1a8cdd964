package io.github.sqsconnect.event;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.MemberRules;
import io.github.sqsconnect.json.Name;
import io.github.sqsconnect.json.NameTable;
import io.github.sqsconnect.json.RejectedRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What the strict schema requires of one value and of everything below it, as tables of names. It
 * is checked over the index of the input, but for the message: members that the {@link MemberRules}
 * leave out, and null members that they do not keep, count as absent.
 */
final class ValueRule {
  /** Where the published rules are. */
  static final String SCHEMA = "event-batch.strict.schema.json";

  private final int kinds;
  private final boolean integral;
  private final @Nullable IntegerRange range;
  private final @Nullable TextForm form;
  private final @Nullable NameTable words;
  private final NameTable names;
  private final ValueRule[] members;
  private final String[] placesOfRequired;
  private final long required;
  private final long oneOf;
  private final long[] together;
  private final boolean hasTogether;
  private final @Nullable ValueRule others;
  private final @Nullable ValueRule elements;
  private final String place;

  /** Only the kind of the value is checked, and nothing below it. */
  private final boolean hasNoForm;

  /** Builds the tables from what {@link RuleReader} has read about one value. */
  ValueRule(RuleDraft draft) {
    kinds = draft.kinds;
    integral = draft.integral;
    range = draft.range();
    form = draft.form;
    words = draft.words == null ? null : new NameTable(draft.words);
    List<String> memberNames = List.copyOf(draft.members.keySet());
    names = new NameTable(memberNames);
    members = draft.members.values().stream().map(ValueRule::new).toArray(ValueRule[]::new);
    placesOfRequired =
        memberNames.stream()
            .map(name -> draft.required.getOrDefault(name, ""))
            .toArray(String[]::new);
    required = bits(memberNames, draft.required.keySet());
    oneOf = bits(memberNames, draft.oneOf);
    together = new long[memberNames.size()];
    draft.together.forEach(
        (name, with) -> together[memberNames.indexOf(name)] = bits(memberNames, with));
    hasTogether = !draft.together.isEmpty();
    others = draft.others == null ? null : new ValueRule(draft.others);
    elements = draft.elements == null ? null : new ValueRule(draft.elements);
    place = draft.place;
    hasNoForm =
        !integral
            && form == null
            && words == null
            && elements == null
            && others == null
            && members.length == 0;
  }

  private static long bits(List<String> all, Iterable<String> some) {
    long bits = 0;
    for (String name : some) {
      int index = all.indexOf(name);
      if (index < 0 || index >= Long.SIZE) {
        throw new IllegalStateException("no bit for the member " + name);
      }
      bits |= 1L << index;
    }
    return bits;
  }

  /** The rule of a member, which must be described. */
  ValueRule member(String name) {
    return members[index(name)];
  }

  /** The rule of the elements if it is an array. */
  ValueRule elements() {
    if (elements == null) {
      throw new IllegalStateException("the schema does not describe elements at " + place);
    }
    return elements;
  }

  /** The bit of a member, which must be described. */
  long bit(String name) {
    return 1L << index(name);
  }

  private int index(String name) {
    int index = names.indexOf(Name.of(name));
    if (index == NameTable.UNKNOWN) {
      throw new IllegalStateException("the schema does not describe " + name);
    }
    return index;
  }

  boolean requires(String name) {
    return (required & bit(name)) != 0;
  }

  /**
   * Checks a value and everything below it.
   *
   * @throws RejectedRecordException on the first violation
   */
  void check(JsonDocument document, int node, MemberRules rules) {
    int kind = document.kind(node);
    if ((kinds & 1 << kind) == 0) {
      throw wrong(document, node);
    }
    if (hasNoForm) {
      return;
    }
    switch (kind) {
      case JsonDocument.STRING -> {
        if (!allowsText(document, node)) {
          throw wrong(document, node);
        }
      }
      case JsonDocument.NUMBER -> {
        if (integral && !allowsInteger(document, node)) {
          throw wrong(document, node);
        }
      }
      case JsonDocument.OBJECT -> checkMembers(document, node, rules, 0);
      case JsonDocument.ARRAY -> checkElements(document, node, rules.elements());
      default -> {
        // A boolean or null has no form.
      }
    }
  }

  /** Whether a string has the right form, or a name if it were a string. */
  boolean allowsText(JsonDocument document, int node) {
    return (words == null || words.containsString(document, node))
        && (form == null
            || form.matches(document.text(node), document.start(node) + 1, document.end(node) - 1));
  }

  private boolean allowsInteger(JsonDocument document, int number) {
    return range == null
        ? IntegerRange.isInteger(document, number)
        : range.contains(document, number);
  }

  private void checkElements(JsonDocument document, int array, MemberRules rules) {
    if (elements == null) {
      return;
    }
    for (int element = document.firstElement(array);
        element != JsonDocument.NONE;
        element = document.nextElement(array, element)) {
      elements.check(document, element, rules);
    }
  }

  /**
   * Checks the members of an object.
   *
   * @param added the bits of the members that the connector adds
   * @return the bits of the members that the object has and that are written
   */
  long checkMembers(JsonDocument document, int object, MemberRules rules, long added) {
    long seen = 0;
    for (int name = document.firstName(object);
        name != JsonDocument.NONE;
        name = document.nextName(object, name)) {
      seen |= checkMember(document, name, rules);
    }
    long missing = required & ~(seen | added);
    if (missing != 0) {
      throw missing(document.location(object), Long.numberOfTrailingZeros(missing));
    }
    if (oneOf != 0 && (oneOf & seen) == 0) {
      throw rejected(
          document.location(object),
          "found none of " + named(oneOf, ", ") + " for the message",
          "an object with at least one of them",
          place + "/anyOf");
    }
    if (hasTogether) {
      checkTogether(document, object, seen);
    }
    return seen;
  }

  /** Returns the bit of the member, or 0 if it is absent or not described. */
  long checkMember(JsonDocument document, int name, MemberRules rules) {
    int value = document.value(name);
    MemberRules below = rules;
    if (rules.excludesAny() || !isPlain(document.kind(value))) {
      below = rules.isNeutral() ? rules : rules.member(document, name);
      if (below.isExcluded() || (document.is(value, JsonDocument.NULL) && !below.keepsNull())) {
        return 0;
      }
    }
    int index = members.length == 0 ? NameTable.UNKNOWN : names.indexOfName(document, name);
    if (index != NameTable.UNKNOWN) {
      ValueRule member = members[index];
      if (!member.hasNoForm || (member.kinds & 1 << document.kind(value)) == 0) {
        member.check(document, value, below);
      }
      return 1L << index;
    }
    if (others != null) {
      others.check(document, value, below);
    }
    return 0;
  }

  /**
   * Whether the rules of a value matter only if it is excluded: it is no container and not null.
   */
  private static boolean isPlain(int kind) {
    return kind >= JsonDocument.STRING && kind <= JsonDocument.FALSE;
  }

  private void checkTogether(JsonDocument document, int object, long seen) {
    for (int i = 0; i < together.length; i++) {
      if ((seen & 1L << i) != 0 && (together[i] & ~seen) != 0) {
        throw rejected(
            document.location(object),
            "found " + names.name(i).text() + " without " + named(together[i] & ~seen, ", "),
            "both or neither",
            place + "/dependentRequired");
      }
    }
  }

  /** A required member is missing in the message, because it never came or settings exclude it. */
  RejectedRecordException missing(String location, String name) {
    return missing(location, index(name));
  }

  private RejectedRecordException missing(String location, int index) {
    return rejected(
        location,
        "found no " + names.name(index).text() + " for the message",
        "an object with " + named(required, ", "),
        placesOfRequired[index]);
  }

  /** A value is not allowed. */
  RejectedRecordException wrong(JsonDocument document, int node) {
    return wrong(document.location(node), "found " + document.describe(node));
  }

  /** Something is not allowed. */
  RejectedRecordException wrong(String location, String found) {
    return rejected(location, found, allowed(), place);
  }

  private static RejectedRecordException rejected(
      String location, String found, String allowed, String rule) {
    return new RejectedRecordException(
        "invalid by event.validation=strict at "
            + location
            + ": "
            + found
            + ". Allowed: "
            + allowed
            + ". Rule: "
            + rule
            + " in "
            + SCHEMA);
  }

  private String named(long bits, String between) {
    StringJoiner all = new StringJoiner(between);
    for (int i = 0; i < members.length; i++) {
      if ((bits & 1L << i) != 0) {
        all.add(names.name(i).text());
      }
    }
    return all.toString();
  }

  private String allowed() {
    List<String> allowed = new ArrayList<>();
    if (words != null) {
      for (int i = 0; i < words.size(); i++) {
        allowed.add(words.name(i).text());
      }
    } else {
      add(allowed, JsonDocument.STRING, form == null ? "a string" : form.allowed());
    }
    String integer = range == null ? "an integer" : range.allowed();
    add(allowed, JsonDocument.NUMBER, integral ? integer : "a number");
    add(allowed, JsonDocument.TRUE, "a boolean");
    add(allowed, JsonDocument.OBJECT, "an object");
    add(allowed, JsonDocument.ARRAY, "an array");
    add(allowed, JsonDocument.NULL, "null");
    return String.join(", ", allowed);
  }

  private void add(List<String> to, int kind, String text) {
    if ((kinds & 1 << kind) != 0) {
      to.add(text);
    }
  }
}
