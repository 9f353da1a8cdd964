package io.github.sqsconnect.event;

import io.github.sqsconnect.json.JsonDocument;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A {@link ValueRule} while {@link RuleReader} reads it. Everything that applies is added. */
final class RuleDraft {
  private static final int ANY_KIND = 0xFE;

  int kinds = ANY_KIND;
  boolean integral;
  @Nullable BigInteger least;
  @Nullable BigInteger most;
  @Nullable TextForm form;
  @Nullable List<String> words;
  final Map<String, RuleDraft> members = new LinkedHashMap<>();

  /** The required members with the place of the rule that requires them. */
  final Map<String, String> required = new LinkedHashMap<>();

  /** At least one of these members is required. */
  final Set<String> oneOf = new LinkedHashSet<>();

  /** The members that are required if the member is there. */
  final Map<String, List<String>> together = new LinkedHashMap<>();

  @Nullable RuleDraft others;
  @Nullable RuleDraft elements;

  /** Where the rule is in the schema. */
  String place = "";

  RuleDraft member(String name) {
    return members.computeIfAbsent(name, any -> new RuleDraft());
  }

  RuleDraft others() {
    others = others == null ? new RuleDraft() : others;
    return others;
  }

  RuleDraft elements() {
    elements = elements == null ? new RuleDraft() : elements;
    return elements;
  }

  void allow(int some) {
    kinds &= some;
  }

  void allowWords(List<String> some) {
    allow(1 << JsonDocument.STRING);
    words = some;
  }

  @Nullable IntegerRange range() {
    return least == null || most == null ? null : new IntegerRange(least, most);
  }

  /** Allows what one of the alternatives allows. No kind of value is allowed by two of them. */
  void allowOneOf(List<RuleDraft> alternatives) {
    int union = 0;
    for (RuleDraft alternative : alternatives) {
      if ((union & alternative.kinds) != 0) {
        throw new IllegalStateException("two alternatives for one kind of value at " + place);
      }
      union |= alternative.kinds;
      integral |= alternative.integral;
      least = alternative.least == null ? least : alternative.least;
      most = alternative.most == null ? most : alternative.most;
      form = alternative.form == null ? form : alternative.form;
      words = alternative.words == null ? words : alternative.words;
      elements = alternative.elements == null ? elements : alternative.elements;
    }
    allow(union);
  }
}
