package io.github.sqsconnect.json;

import java.util.Set;

/**
 * Which members of Connect data are kept although they are null. All others are left out when the
 * data is read, because null means the same as absent there.
 *
 * @param depth down to this depth all null members are kept; the root has depth 1
 * @param objects the names of objects in which all null members are kept
 * @param members the names of members that are kept at any depth
 */
public record KeptNulls(int depth, Set<String> objects, Set<String> members) {
  public static final KeptNulls NONE = new KeptNulls(0, Set.of(), Set.of());

  public static final KeptNulls ALL = new KeptNulls(Integer.MAX_VALUE, Set.of(), Set.of());
}
