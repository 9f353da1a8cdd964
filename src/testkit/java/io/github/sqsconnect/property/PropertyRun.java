package io.github.sqsconnect.property;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tries one property with many draws, until one fails or all have passed. */
final class PropertyRun {
  /** The body of a property. */
  interface Body {
    void accept(Draw draw) throws Throwable;
  }

  private static final int DISCARDED_PER_TRY = 5;

  private final String name;
  private final Body body;
  private final boolean shrinks;
  private final Map<String, Integer> counts = new TreeMap<>();
  private int tries;

  PropertyRun(String name, Body body, boolean shrinks) {
    this.name = name;
    this.body = body;
    this.shrinks = shrinks;
  }

  /** The first try uses the seed itself, so that a failure replays with the seed of its try. */
  void random(long firstSeed, int wanted) {
    SplittableRandom seeds = new SplittableRandom(firstSeed);
    long seed = firstSeed;
    int drawn = 0;
    while (tries < wanted) {
      if (drawn++ > wanted * DISCARDED_PER_TRY) {
        throw new AssertionError(name + " discards too many values: " + tries + " tries are left");
      }
      run(Draw.random(new Random(seed)), "-Dproperty.seed=" + seed);
      seed = seeds.nextLong();
    }
  }

  void everyCase(int most) {
    List<Long> choices = List.of();
    while (choices != null) {
      if (tries == most) {
        throw new AssertionError(name + " has more than " + most + " cases");
      }
      Draw draw = Draw.replaying(choices);
      run(draw, "");
      choices = draw.following();
    }
  }

  private void run(Draw draw, String replay) {
    Throwable failure = failure(draw);
    if (failure instanceof Draw.Discarded) {
      return;
    }
    tries++;
    if (failure != null) {
      throw failed(draw, failure, replay);
    }
    draw.counted().forEach(counted -> counts.merge(counted, 1, Integer::sum));
  }

  private @Nullable Throwable failure(Draw draw) {
    try {
      body.accept(draw);
      return null;
    } catch (Throwable thrown) {
      return thrown;
    }
  }

  private AssertionError failed(Draw draw, Throwable failure, String replay) {
    ChoiceShrinker shrinker =
        new ChoiceShrinker(
            draw.choices(), choices -> isSameKind(failure, failure(Draw.replaying(choices))));
    Draw smallest = Draw.replaying(shrinks ? shrinker.smallest() : draw.choices());
    Throwable cause = failure(smallest);
    String message =
        "%s fails in try %d, with these values:%s%nIt says: %s%nFirst found with:%s%nReplay: %s"
            .formatted(
                name,
                tries,
                smallest.report(),
                cause == null ? "nothing, when repeated. " + failure : cause.getMessage(),
                draw.report(),
                "-Dtest='" + name + "' " + replay);
    return new AssertionError(message, cause == null ? failure : cause);
  }

  private static boolean isSameKind(Throwable failure, @Nullable Throwable other) {
    return other != null && other.getClass() == failure.getClass();
  }

  int tries() {
    return tries;
  }

  String statistics() {
    StringBuilder text = new StringBuilder(name + ": " + tries + " tries");
    counts.forEach((counted, times) -> text.append("%n  %6d %s".formatted(times, counted)));
    return text.toString();
  }
}
