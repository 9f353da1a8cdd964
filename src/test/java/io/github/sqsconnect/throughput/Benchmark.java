package io.github.sqsconnect.throughput;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Measures what {@code bin/benchmark} was asked for: connector and ceilings in turns. */
final class Benchmark {
  private static final String CONNECTOR = "connector";
  private static final String NETTY = "bare netty";
  private static final List<String> FORMATS = List.of(Scenario.RAW, "event-batch");

  private final Rig rig;
  private final int rounds;
  private final List<String> ceilings;
  private final Set<String> warm = new HashSet<>();

  private Benchmark(Rig rig, int rounds, List<String> ceilings) {
    this.rig = rig;
    this.rounds = rounds;
    this.ceilings = ceilings;
  }

  public static void main(String[] args) {
    List<String> asked = List.of(args);
    boolean quick = asked.contains("--quick");
    try (Rig rig = Rig.start(quick ? 80_000 : 160_000)) {
      Benchmark benchmark =
          new Benchmark(rig, quick ? 3 : 5, quick ? List.of(NETTY) : List.of(NETTY, "bare crt"));
      if (asked.contains("--profile")) {
        benchmark.profile();
        return;
      }
      List<String> summary = new ArrayList<>();
      for (Latency latency : quick ? new Latency[] {Latency.MS_10} : Latency.values()) {
        summary.addAll(benchmark.measure(latency));
      }
      System.out.println("\nMedians, least and most of " + benchmark.rounds + " rounds:");
      summary.forEach(System.out::println);
    }
  }

  /** Warms all up until the compilers are done, then goes round by round. */
  private List<String> measure(Latency latency) {
    Scenario raw = new Scenario(Scenario.RAW, latency);
    List<Turn> turns = new ArrayList<>();
    ceilings.forEach(ceiling -> turns.add(new Turn(raw, ceiling, new ArrayList<>())));
    for (String format : FORMATS) {
      turns.add(new Turn(new Scenario(format, latency), CONNECTOR, new ArrayList<>()));
    }
    turns.forEach(this::warmUp);
    for (int round = 1; round <= rounds; round++) {
      for (Turn turn : turns) {
        Result result = rig.run(turn.scenario, turn.subject);
        turn.results.add(result);
        System.out.println(" " + round + "/" + rounds + " " + result.line());
      }
    }
    return turns.stream().map(turn -> turn.summary(turns.get(0))).toList();
  }

  /** Until two runs in a row, or one if it has run before, are hardly faster than the best. */
  private void warmUp(Turn turn) {
    double best = 0;
    int level = 0;
    int wanted = warm.add(turn.subject) ? 2 : 1;
    for (int run = 0; run < 12 && level < wanted; run++) {
      Result result = rig.run(turn.scenario, turn.subject);
      System.out.println("warm " + result.line());
      level = result.messagesPerSecond() > best * 1.05 ? 0 : level + 1;
      best = Math.max(best, result.messagesPerSecond());
    }
  }

  /** What is measured once a round, and what it gave. */
  private record Turn(Scenario scenario, String subject, List<Result> results) {
    /** Beside the ceiling of the same rounds. */
    String summary(Turn ceiling) {
      return String.format(
          Locale.ROOT,
          "%-19s %-11s %s msg/s  %s us CPU  %s bytes allocated  %.2f a request | of %s: pace %.2f, CPU %.2f",
          scenario.label(),
          subject,
          spread(Result::messagesPerSecond, 0),
          spread(Result::cpuMicros, 1),
          spread(Result::allocatedPerMessage, 0),
          median(Result::entriesPerRequest),
          ceiling.subject,
          median(Result::messagesPerSecond) / ceiling.median(Result::messagesPerSecond),
          median(Result::cpuMicros) / ceiling.median(Result::cpuMicros));
    }

    private String spread(ToDoubleFunction<Result> figure, int digits) {
      double[] sorted = sorted(figure);
      String form = "%." + digits + "f (%." + digits + "f-%." + digits + "f)";
      return String.format(Locale.ROOT, form, median(figure), sorted[0], sorted[sorted.length - 1]);
    }

    private double median(ToDoubleFunction<Result> figure) {
      return sorted(figure)[results.size() / 2];
    }

    private double[] sorted(ToDoubleFunction<Result> figure) {
      return results.stream().mapToDouble(figure).sorted().toArray();
    }
  }

  /** The connector in both formats and the bare loop, warm. */
  private void profile() {
    for (String format : FORMATS) {
      profile(new Scenario(format, Latency.MS_10), CONNECTOR);
    }
    profile(new Scenario(Scenario.RAW, Latency.MS_10), NETTY);
  }

  private void profile(Scenario scenario, String subject) {
    warmUp(new Turn(scenario, subject, new ArrayList<>()));
    long pid = rig.subject(subject).pid();
    // What the recorder itself costs at first is not to be seen.
    Profile.begin(pid);
    rig.run(scenario, subject);
    Profile.end(pid, rig.file("first.jfr"));
    Profile.begin(pid);
    Result result = rig.run(scenario, subject);
    Profile profile =
        Profile.end(pid, rig.file(subject.replace(' ', '-') + "-" + scenario.format() + ".jfr"));
    System.out.println(result.line() + "\n" + profile.text());
  }
}
