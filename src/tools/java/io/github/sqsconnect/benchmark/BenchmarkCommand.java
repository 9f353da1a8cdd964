package io.github.sqsconnect.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.project.ProjectFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** {@code bin/benchmark}: measures the suites that its arguments name. */
final class BenchmarkCommand {
  private static final String NETTY = "bare netty";
  private static final String CRT = "bare crt";
  private static final List<String> FORMATS = List.of(Scenario.RAW, Scenario.EVENT_BATCH);
  private static final int PROFILED_RUNS = 4;
  private static final Path DIRECTORY = ProjectFiles.target().resolve("benchmark");

  private final BenchmarkServers servers;
  private final Rounds rounds;
  private final BenchmarkReport report = new BenchmarkReport();
  private final List<String> summary = new ArrayList<>();

  private BenchmarkCommand(BenchmarkServers servers, Rounds rounds) {
    this.servers = servers;
    this.rounds = rounds;
  }

  public static void main(String[] args) {
    List<String> arguments = List.of(args);
    boolean quick = arguments.contains("--quick");
    try (BenchmarkServers servers = new BenchmarkServers(DIRECTORY, quick ? 3 : 1)) {
      Rounds rounds =
          quick
              ? new Rounds(servers, 3, 10, Duration.ofSeconds(40), System.out::println)
              : new Rounds(servers, 5, 12, Duration.ofMinutes(2), System.out::println);
      BenchmarkCommand benchmark = new BenchmarkCommand(servers, rounds);
      if (arguments.contains("--profile")) {
        benchmark.profile();
        return;
      }
      if (quick) {
        benchmark.compare(Suite.LATENCY, Scenario.of(Scenario.RAW, Latency.MS_10), List.of(NETTY));
      } else {
        for (Suite suite : Suite.of(arguments)) {
          benchmark.measure(suite);
          benchmark.report.write(DIRECTORY);
        }
      }
      benchmark.report.write(DIRECTORY);
      System.out.println("\nMedians (minimum to maximum):\n" + Medians.HEAD.strip());
      benchmark.summary.forEach(System.out::println);
    }
  }

  private void measure(Suite suite) {
    System.out.println("\n" + suite.label());
    Scenario usual = Scenario.of(Scenario.RAW, Latency.MS_10);
    switch (suite) {
      case LATENCY -> {
        for (Latency latency :
            List.of(Latency.NONE, Latency.MS_10, Latency.MS_20, Latency.HEAVY_TAIL)) {
          compare(suite, Scenario.of(Scenario.RAW, latency), List.of(NETTY, CRT));
        }
      }
      case SIZES -> {
        for (Payload payload :
            List.of(Payload.B_200, Payload.KB_10, Payload.KB_100, Payload.KB_900)) {
          compare(suite, usual.with(payload), List.of(NETTY));
        }
      }
      case KINDS -> {
        List<Rounds.Turn> kinds = new ArrayList<>();
        kinds.add(new Rounds.Turn(usual, NETTY));
        for (ValueType type : ValueType.values()) {
          Scenario events = Scenario.of(Scenario.EVENT_BATCH, Latency.MS_10).with(type);
          kinds.add(new Rounds.Turn(events, Forwarder.CONNECTOR));
        }
        add(suite, rounds.measure(kinds));
      }
      case TASKS -> {
        compare(suite, usual.with(2, 4), List.of(NETTY));
        compare(suite, usual.with(1, 1), List.of(NETTY));
        compare(suite, usual.with(1, 64), List.of(NETTY));
      }
      case TLS -> compare(suite, usual.overTls(), List.of(NETTY));
      case AGES -> {
        AgeMeasurement.createTopic(servers);
        for (AgeMeasurement ages :
            List.of(
                new AgeMeasurement(1_000, 0, 30),
                new AgeMeasurement(1, 0, 100),
                new AgeMeasurement(100, 100, 30))) {
          measure(suite, out -> ages.measure(servers, out));
        }
      }
      case QUEUES -> measure(suite, new QueuesMeasurement(servers)::measure);
      case MEMORY -> {
        for (Payload payload : Payload.values()) {
          measure(suite, out -> MemoryMeasurement.measure(servers, payload, out));
        }
      }
      case IDLE -> {
        IdleMeasurement idle = new IdleMeasurement(servers);
        for (int i = 0; i < 3; i++) {
          measure(suite, idle::measure);
        }
      }
    }
  }

  /** Prints what a measurement has written to the report. */
  private void measure(Suite suite, Consumer<ObjectNode> measurement) {
    ObjectNode out = report.add(suite);
    measurement.accept(out);
    print(out.toString());
  }

  /** Bare clients, and the connector in both formats. */
  private void compare(Suite suite, Scenario raw, List<String> bareClients) {
    List<Rounds.Turn> all = new ArrayList<>();
    bareClients.forEach(client -> all.add(new Rounds.Turn(raw, client)));
    FORMATS.forEach(format -> all.add(new Rounds.Turn(raw.with(format), Forwarder.CONNECTOR)));
    add(suite, rounds.measure(all));
  }

  private void add(Suite suite, List<Medians> medians) {
    report.add(suite, medians);
    medians.forEach(each -> print(each.row()));
  }

  private void print(String line) {
    System.out.println(line);
    summary.add(line);
  }

  /** Profiles the connector in both formats and a bare client, after their warm-up. */
  private void profile() {
    for (String format : FORMATS) {
      profile(new Rounds.Turn(Scenario.of(format, Latency.MS_10), Forwarder.CONNECTOR));
    }
    profile(new Rounds.Turn(Scenario.of(Scenario.RAW, Latency.MS_10), NETTY));
  }

  private void profile(Rounds.Turn turn) {
    long pid = servers.forwarder(turn.forwarder()).pid();
    // The recorder makes the JVM compile again, so it also runs during the warm-up.
    CpuProfile.begin(pid);
    rounds.warmUp(turn);
    CpuProfile.end(pid, DIRECTORY.resolve("warm-up.jfr"));
    CpuProfile.begin(pid);
    RunResult result = servers.run(turn.scenario(), turn.forwarder());
    for (int run = 1; run < PROFILED_RUNS; run++) {
      result = servers.run(turn.scenario(), turn.forwarder());
    }
    String name = turn.forwarder().replace(' ', '-') + "-" + turn.scenario().format() + ".jfr";
    CpuProfile profile = CpuProfile.end(pid, DIRECTORY.resolve(name));
    System.out.println(result.row() + "\n" + profile.text());
  }
}
