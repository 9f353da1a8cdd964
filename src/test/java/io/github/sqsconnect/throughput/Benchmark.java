package io.github.sqsconnect.throughput;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Measures what {@code bin/benchmark} was asked for and writes it down. */
final class Benchmark {
  private static final String NETTY = "bare netty";
  private static final String CRT = "bare crt";
  private static final String CONNECTOR = "connector";

  private final Rig rig;
  private final int rounds;
  private final boolean quick;
  private final Set<String> warm = new HashSet<>();
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
      if (asked.contains("--profile")) {
        benchmark.profile();
        return;
      }
      benchmark.group(List.of(NETTY), both(1_024, Latency.MS_10));
    }
  }

  private static Scenario raw(int bytes, Latency latency) {
    return new Scenario(new Payload(bytes, Payload.Kind.STRING), "raw", latency, 1, 4);
  }

  private static Scenario batches(int bytes, Payload.Kind kind, Latency latency) {
    return new Scenario(new Payload(bytes, kind), "event-batch", latency, 1, 4);
  }

  private static List<Scenario> both(int bytes, Latency latency) {
    return List.of(raw(bytes, latency), batches(bytes, Payload.Kind.BYTES, latency));
  }

  /**
   * Ceilings and scenarios in turn: to warm up until the compilers are done, then round by round.
   */
  private void group(List<String> ceilings, List<Scenario> scenarios) {
    for (String ceiling : ceilings) {
      warmUp(scenarios.get(0), ceiling);
    }
    scenarios.forEach(scenario -> warmUp(scenario, CONNECTOR));
    for (int round = 1; round <= rounds; round++) {
      for (String ceiling : ceilings) {
        measure(scenarios.get(0), ceiling, round);
      }
      for (Scenario scenario : scenarios) {
        measure(scenario, CONNECTOR, round);
      }
    }
  }

  /** Until two runs in a row are no more than a twentieth faster than the best before them. */
  private void warmUp(Scenario scenario, String subject) {
    double best = 0;
    int level = 0;
    for (int run = 0; run < 10 && level < (warm.contains(subject) ? 1 : 2); run++) {
      Result result = rig.run(scenario, subject, scenario.payload().records(quick));
      System.out.println("warm " + result.line());
      level = result.messagesPerSecond() > best * 1.05 ? 0 : level + 1;
      best = Math.max(best, result.messagesPerSecond());
    }
    warm.add(subject);
  }

  /** One profile of each, warm. */
  private void profile() {
    for (Scenario scenario : both(1_024, Latency.MS_10)) {
      profile(scenario, CONNECTOR);
    }
    profile(raw(1_024, Latency.MS_10), NETTY);
  }

  private void profile(Scenario scenario, String name) {
    int records = scenario.payload().records(false);
    for (int round = 0; round < 4; round++) {
      System.out.println("warm " + rig.run(scenario, name, records).line());
    }
    long pid = rig.subject(name).pid();
    Profile.begin(pid);
    rig.run(scenario, name, records);
    Profile.end(pid, rig.file("first.jfr"));
    Profile.begin(pid);
    rig.run(scenario, name, records);
    Result result = rig.run(scenario, name, records);
    Profile profile =
        Profile.end(pid, rig.file(name.replace(' ', '-') + "-" + scenario.format() + ".jfr"));
    System.out.println(result.line() + "\n" + profile.text());
  }

  private void measure(Scenario scenario, String subject, int round) {
    Result result = rig.run(scenario, subject, scenario.payload().records(quick));
    System.out.printf(Locale.ROOT, " %d/%d %s%n", round, rounds, result.line());
    results.add(result);
  }
}
