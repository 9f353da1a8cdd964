package io.github.sqsconnect.throughput;

import io.github.sqsconnect.servers.ProjectFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures what {@code bin/benchmark} was asked for. */
final class Benchmark {
  private static final String NETTY = "bare netty";
  private static final String CRT = "bare crt";
  private static final List<String> FORMATS = List.of(Scenario.RAW, Scenario.EVENT_BATCH);
  private static final int PROFILED_RUNS = 4;
  private static final Path DIRECTORY = ProjectFiles.target().resolve("benchmark");

  private final Rig rig;
  private final Turns turns;
  private final Report report = new Report();
  private final List<String> summary = new ArrayList<>();

  private Benchmark(Rig rig, Turns turns) {
    this.rig = rig;
    this.turns = turns;
  }

  public static void main(String[] args) {
    List<String> asked = List.of(args);
    boolean quick = asked.contains("--quick");
    try (Rig rig = Rig.start(DIRECTORY, quick ? 3 : 1)) {
      Turns turns =
          quick
              ? new Turns(rig, 3, 10, Duration.ofSeconds(40), System.out::println)
              : new Turns(rig, 5, 12, Duration.ofMinutes(2), System.out::println);
      Benchmark benchmark = new Benchmark(rig, turns);
      if (asked.contains("--profile")) {
        benchmark.profile();
        return;
      }
      if (quick) {
        benchmark.beside(Suite.LATENCY, Scenario.of(Scenario.RAW, Latency.MS_10), List.of(NETTY));
      } else {
        for (Suite suite : Suite.asked(asked)) {
          benchmark.measure(suite);
          benchmark.report.write(DIRECTORY);
        }
      }
      benchmark.report.write(DIRECTORY);
      System.out.println("\nMedians, with least and most:");
      benchmark.summary.forEach(System.out::println);
    }
  }

  private void measure(Suite suite) {
    System.out.println("\n" + suite.word());
    Scenario usual = Scenario.of(Scenario.RAW, Latency.MS_10);
    switch (suite) {
      case LATENCY -> {
        for (Latency latency :
            List.of(Latency.NONE, Latency.MS_10, Latency.MS_20, Latency.HEAVY_TAIL)) {
          beside(suite, Scenario.of(Scenario.RAW, latency), List.of(NETTY, CRT));
        }
      }
      case SIZES -> {
        for (Payload payload :
            List.of(Payload.B_200, Payload.KB_10, Payload.KB_100, Payload.KB_900)) {
          beside(suite, usual.with(payload), List.of(NETTY));
        }
      }
      case KINDS -> {
        List<Turns.Turn> kinds = new ArrayList<>();
        kinds.add(new Turns.Turn(usual, NETTY));
        for (Kind kind : Kind.values()) {
          Scenario events = Scenario.of(Scenario.EVENT_BATCH, Latency.MS_10).with(kind);
          kinds.add(new Turns.Turn(events, Subject.CONNECTOR));
        }
        add(suite, turns.measure(kinds));
      }
      case TASKS -> {
        beside(suite, usual.with(2, 4), List.of(NETTY));
        beside(suite, usual.with(1, 1), List.of(NETTY));
        beside(suite, usual.with(1, 64), List.of(NETTY));
      }
      case TLS -> beside(suite, usual.secured(), List.of(NETTY));
      case AGES -> {
        Ages ages = new Ages(rig);
        for (Ages.Pace pace :
            List.of(
                new Ages.Pace(1_000, 0, 30),
                new Ages.Pace(1, 0, 100),
                new Ages.Pace(100, 100, 30))) {
          say(ages.measure(pace, report.add(suite)));
        }
      }
      case MEMORY -> {
        Memory memory = new Memory(rig);
        for (Payload payload : Payload.values()) {
          say(memory.measure(payload, report.add(suite)));
        }
      }
      case IDLE -> {
        Idle idle = new Idle(rig);
        for (int i = 0; i < 3; i++) {
          say(idle.measure(report.add(suite)));
        }
      }
    }
  }

  /** The ceilings, and the connector in both formats. */
  private void beside(Suite suite, Scenario raw, List<String> ceilings) {
    List<Turns.Turn> all = new ArrayList<>();
    ceilings.forEach(ceiling -> all.add(new Turns.Turn(raw, ceiling)));
    FORMATS.forEach(format -> all.add(new Turns.Turn(raw.with(format), Subject.CONNECTOR)));
    add(suite, turns.measure(all));
  }

  private void add(Suite suite, List<Medians> medians) {
    report.add(suite, medians);
    medians.forEach(each -> say(each.line()));
  }

  private void say(String line) {
    System.out.println(line);
    summary.add(line);
  }

  /** The connector in both formats and the bare loop, warm. */
  private void profile() {
    for (String format : FORMATS) {
      profile(new Turns.Turn(Scenario.of(format, Latency.MS_10), Subject.CONNECTOR));
    }
    profile(new Turns.Turn(Scenario.of(Scenario.RAW, Latency.MS_10), NETTY));
  }

  private void profile(Turns.Turn turn) {
    long pid = rig.subject(turn.subject()).pid();
    // The recorder has the compilers begin anew, so it runs in the warm-up too.
    Profile.begin(pid);
    turns.warmUp(turn);
    Profile.end(pid, DIRECTORY.resolve("warm-up.jfr"));
    Profile.begin(pid);
    Result result = rig.run(turn.scenario(), turn.subject());
    for (int run = 1; run < PROFILED_RUNS; run++) {
      result = rig.run(turn.scenario(), turn.subject());
    }
    String name = turn.subject().replace(' ', '-') + "-" + turn.scenario().format() + ".jfr";
    Profile profile = Profile.end(pid, DIRECTORY.resolve(name));
    System.out.println(result.line() + "\n" + profile.text());
  }
}
