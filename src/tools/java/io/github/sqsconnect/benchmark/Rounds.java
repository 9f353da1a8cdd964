package io.github.sqsconnect.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Measures several forwarders alternately, round by round, after their warm-up. */
final class Rounds {
  private static final int MOST_WARM_UPS = 16;

  private final BenchmarkServers servers;
  private final int rounds;
  private final int fewestWarmUps;
  private final Duration longestWarmUp;
  private final Consumer<String> progress;
  private final Set<String> warm = new HashSet<>();

  /**
   * Configures the rounds.
   *
   * @param fewestWarmUps runs of what has not run before, so that its code is compiled
   * @param longestWarmUp of one forwarder; a run that has begun is finished
   */
  Rounds(
      BenchmarkServers servers,
      int rounds,
      int fewestWarmUps,
      Duration longestWarmUp,
      Consumer<String> progress) {
    this.servers = servers;
    this.rounds = rounds;
    this.fewestWarmUps = fewestWarmUps;
    this.longestWarmUp = longestWarmUp;
    this.progress = progress;
  }

  /** A scenario and its forwarder. */
  record Turn(Scenario scenario, String forwarder) {}

  /**
   * Runs all turns in every round.
   *
   * @return the results of each turn, in this order; the first one is the baseline of all
   */
  List<Medians> measure(List<Turn> turns) {
    turns.forEach(this::warmUp);
    List<List<RunResult>> results =
        turns.stream().map(turn -> (List<RunResult>) new ArrayList<RunResult>()).toList();
    for (int round = 1; round <= rounds; round++) {
      for (int i = 0; i < turns.size(); i++) {
        RunResult result = servers.run(turns.get(i).scenario, turns.get(i).forwarder);
        results.get(i).add(result);
        progress.accept(" " + round + "/" + rounds + " " + result.row());
      }
    }
    return results.stream().map(each -> new Medians(each, results.get(0))).toList();
  }

  /**
   * Several runs, or few if the forwarder has run such values before, until they get hardly any
   * faster.
   */
  void warmUp(Turn turn) {
    double best = 0;
    int steadyRuns = 0;
    boolean isCold = warm.add(turn.forwarder + turn.scenario.format() + turn.scenario.type());
    int fewest = isCold ? fewestWarmUps : 1;
    int wanted = isCold ? 2 : 1;
    long end = System.nanoTime() + longestWarmUp.toNanos();
    for (int run = 0;
        System.nanoTime() < end && (run < fewest || (run < MOST_WARM_UPS && steadyRuns < wanted));
        run++) {
      RunResult result = servers.run(turn.scenario, turn.forwarder);
      progress.accept("warm-up " + result.row());
      steadyRuns = result.messagesPerSecond() > best * 1.05 ? 0 : steadyRuns + 1;
      best = Math.max(best, result.messagesPerSecond());
    }
  }
}
