package io.github.sqsconnect.throughput;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Measures connector and ceilings in turns, round by round, when all are warm. */
final class Turns {
  private static final int MOST_WARM_UPS = 16;

  private final Rig rig;
  private final int rounds;
  private final int fewestWarmUps;
  private final Duration longestWarmUp;
  private final Consumer<String> progress;
  private final Set<String> warm = new HashSet<>();

  /**
   * Turns of so many rounds.
   *
   * @param fewestWarmUps runs of what has not run before, until the compilers have come to rest
   * @param longestWarmUp of one turn; a run that has begun is finished
   */
  Turns(Rig rig, int rounds, int fewestWarmUps, Duration longestWarmUp, Consumer<String> progress) {
    this.rig = rig;
    this.rounds = rounds;
    this.fewestWarmUps = fewestWarmUps;
    this.longestWarmUp = longestWarmUp;
    this.progress = progress;
  }

  /** A scenario and what forwards it. */
  record Turn(Scenario scenario, String subject) {}

  /**
   * Goes through the turns so many rounds.
   *
   * @return the results of each turn, in their order; the first is what the others stand beside
   */
  List<Medians> measure(List<Turn> turns) {
    turns.forEach(this::warmUp);
    List<List<Result>> results =
        turns.stream().map(turn -> (List<Result>) new ArrayList<Result>()).toList();
    for (int round = 1; round <= rounds; round++) {
      for (int i = 0; i < turns.size(); i++) {
        Result result = rig.run(turns.get(i).scenario, turns.get(i).subject);
        results.get(i).add(result);
        progress.accept(" " + round + "/" + rounds + " " + result.line());
      }
    }
    return results.stream().map(each -> new Medians(each, results.get(0))).toList();
  }

  /**
   * Several runs, or two where the subject has run such values before, until the last ones are
   * hardly faster than the best.
   */
  void warmUp(Turn turn) {
    double best = 0;
    int level = 0;
    boolean isCold = warm.add(turn.subject + turn.scenario.format() + turn.scenario.kind());
    int fewest = isCold ? fewestWarmUps : 1;
    int wanted = isCold ? 2 : 1;
    long end = System.nanoTime() + longestWarmUp.toNanos();
    for (int run = 0;
        System.nanoTime() < end && (run < fewest || (run < MOST_WARM_UPS && level < wanted));
        run++) {
      Result result = rig.run(turn.scenario, turn.subject);
      progress.accept("warm " + result.line());
      level = result.messagesPerSecond() > best * 1.05 ? 0 : level + 1;
      best = Math.max(best, result.messagesPerSecond());
    }
  }
}
