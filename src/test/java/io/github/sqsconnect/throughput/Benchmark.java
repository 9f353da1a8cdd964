package io.github.sqsconnect.throughput;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures what {@code bin/benchmark} was asked for and writes it down. */
final class Benchmark {
  private static final String NETTY = "bare netty";
  private static final String CRT = "bare crt";
  private static final String CONNECTOR = "connector";

  private final Rig rig;
  private final int rounds;
  private final boolean quick;
  private final List<Result> results = new ArrayList<>();

  private Benchmark(Rig rig, int rounds, boolean quick) {
    this.rig = rig;
    this.rounds = rounds;
    this.quick = quick;
  }

  public static void main(String[] args) {
    List<String> asked = List.of(args);
    boolean quick = asked.contains("--quick");
    try (Rig rig = Rig.start()) {
      Benchmark benchmark = new Benchmark(rig, quick ? 3 : 5, quick);
      benchmark.group(
          List.of(NETTY), scenario(1_024, Payload.Kind.BYTES, Latency.MS_10, "raw", "event-batch"));
    }
  }

  private static List<Scenario> scenario(
      int bytes, Payload.Kind kind, Latency latency, String... formats) {
    List<Scenario> scenarios = new ArrayList<>();
    for (String format : formats) {
      scenarios.add(new Scenario(new Payload(bytes, kind), format, latency, 1, 4));
    }
    return scenarios;
  }

  /** Ceilings and scenarios in turn, once to warm up and then round by round. */
  private void group(List<String> ceilings, List<Scenario> scenarios) {
    for (int round = 0; round <= rounds; round++) {
      for (String ceiling : ceilings) {
        measure(scenarios.get(0), ceiling, round);
      }
      for (Scenario scenario : scenarios) {
        measure(scenario, CONNECTOR, round);
      }
    }
  }

  private void measure(Scenario scenario, String subject, int round) {
    int records = scenario.payload().records(quick);
    Result result = rig.run(scenario, subject, records);
    System.out.printf(
        Locale.ROOT, "%s %s%n", round == 0 ? "warm" : " " + round + "/" + rounds, result.line());
    if (round > 0) {
      results.add(result);
    }
  }
}
