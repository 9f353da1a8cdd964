package io.github.sqsconnect.property;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The random values of one try. All of them are made from a sequence of choices, which is recorded:
 * replayed, it makes the same values; with fewer or smaller choices, simpler ones that could have
 * been drawn too. When the sequence ends, the remaining choices are 0.
 */
public final class Draw {
  private final @Nullable Random random;
  private final List<Long> choices;

  /** The largest choice that was possible at each position of a replay. */
  private final List<Long> lasts = new ArrayList<>();

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<String> counted = new ArrayList<>();
  private int position;

  private Draw(@Nullable Random random, List<Long> choices) {
    this.random = random;
    this.choices = choices;
  }

  /** Values from a random number generator alone, outside a property. */
  public static Draw random(Random random) {
    return new Draw(random, new ArrayList<>());
  }

  static Draw replaying(List<Long> choices) {
    return new Draw(null, choices);
  }

  /** A value of the generator; a failure is reported with it under the name. */
  public <T> T next(String name, Generator<T> generator) {
    T value = generator.from(this);
    values.put(name, value);
    return value;
  }

  /** From 0, the simplest choice, to below the bound; all equally likely. */
  public int below(int bound) {
    return (int) choice(bound - 1, random == null ? 0 : random.nextInt(bound));
  }

  /** From 0 to the last, where both ends and small numbers are more likely than the others. */
  long upTo(long last) {
    return choice(last, random == null ? 0 : upTo(last, random));
  }

  private static long upTo(long last, Random random) {
    long drawn = random.nextLong() >>> 1;
    return switch (random.nextInt(16)) {
      case 0 -> 0;
      case 1 -> last;
      case 2 -> wrapped(drawn % 4, last);
      case 3 -> last - wrapped(drawn % 4, last);
      case 4, 5, 6, 7 -> wrapped(drawn >>> random.nextInt(63), last);
      default -> wrapped(drawn, last);
    };
  }

  private static long wrapped(long number, long last) {
    return number <= last ? number : number % (last + 1);
  }

  /** False, the simpler choice, or true. */
  public boolean coin() {
    return below(2) == 1;
  }

  public long anyLong() {
    long high = below(1 << 30);
    long middle = below(1 << 30);
    return high << 34 ^ middle << 15 ^ below(1 << 16);
  }

  /** How long a list should be; not a choice itself, so that each element can be left out. */
  int plan(int least, int most) {
    return random == null ? 0 : least + random.nextInt(most - least + 1);
  }

  boolean flag(boolean planned) {
    return choice(1, planned ? 1 : 0) == 1;
  }

  private long choice(long last, long drawn) {
    if (random != null) {
      choices.add(drawn);
      return drawn;
    }
    lasts.add(last);
    return position < choices.size() ? wrapped(choices.get(position++), last) : 0;
  }

  /** Ends this try without a result if the condition does not hold; another one replaces it. */
  public void assume(boolean condition) {
    if (!condition) {
      throw new Discarded();
    }
  }

  /** Counts how often a label has a value; see {@link Property}. */
  public void count(String label, Object value) {
    counted.add(label + " " + value);
  }

  List<String> counted() {
    return counted;
  }

  List<Long> choices() {
    return List.copyOf(choices);
  }

  /** The choices of the next try of all that there are; null after the last. */
  @Nullable List<Long> following() {
    List<Long> next = new ArrayList<>(choices);
    while (next.size() < lasts.size()) {
      next.add(0L);
    }
    for (int end = lasts.size() - 1; end >= 0; end--) {
      if (next.get(end) < lasts.get(end)) {
        next.set(end, next.get(end) + 1);
        return next.subList(0, end + 1);
      }
    }
    return null;
  }

  /** The values by their names, one a line. */
  String report() {
    StringBuilder report = new StringBuilder();
    values.forEach(
        (name, value) -> report.append("\n  ").append(name).append(" = ").append(text(value)));
    return report.toString();
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes
        ? Arrays.toString(bytes)
        : value instanceof String text ? '"' + text + '"' : String.valueOf(value);
  }

  /** The values drawn are not ones that the property is about. */
  static final class Discarded extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
