package io.github.sqsconnect.chaos;

import io.github.sqsconnect.chaos.Schedule.PlannedFault;
import io.github.sqsconnect.chaos.Schedule.PlannedStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Draws schedules. Two of five seeds are FIFO. Two of ten are calm and have longer timeouts, so
 * that a busy machine does not disturb them. The seed selects the first fault and the first step,
 * so that fifty seeds in a row try each of them.
 */
final class SchedulePlanner {
  private static final List<FaultKind> HARMLESS =
      Stream.of(FaultKind.values()).filter(FaultKind::harmless).toList();
  private static final int SECONDS_FOR_STEPS = 14;

  private final SplittableRandom random;
  private final long seed;
  private final boolean calm;

  private SchedulePlanner(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.calm = seed % 10 == 3 || seed % 10 == 6;
  }

  static Schedule of(long seed) {
    SchedulePlanner planner = new SchedulePlanner(seed);
    return seed < Incident.FIRST_SEED ? planner.draw() : planner.draw(Incident.of(seed));
  }

  /** A schedule with an incident, without faults and steps. */
  private Schedule draw(Incident incident) {
    GroupProtocol protocol = random.nextBoolean() ? GroupProtocol.EAGER : GroupProtocol.COOPERATIVE;
    int records = between(1_500, 2_500);
    Map<String, String> settings = settings();
    settings.putAll(protocol.settings());
    return new Schedule(
        seed,
        seed % 2 == 0,
        protocol,
        settings,
        records,
        between(20, 60),
        false,
        incident.stopsTask() ? lateOnes(records) : new TreeSet<>(),
        "InvalidMessageContents",
        Duration.ofMillis(between(7_000, 9_000)),
        Duration.ofMillis(between(1, 12)),
        List.of(),
        List.of(),
        Optional.of(incident));
  }

  /** Of the last quarter, so that they are sent after the incident. */
  private TreeSet<Integer> lateOnes(int records) {
    TreeSet<Integer> numbers = new TreeSet<>();
    for (int i = 0; i < 3; i++) {
      numbers.add(records - 1 - below(records / 4));
    }
    return numbers;
  }

  private Schedule draw() {
    boolean fifo = seed % 5 < 2;
    int protocols = GroupProtocol.values().length - (calm ? 1 : 0);
    GroupProtocol protocol = GroupProtocol.values()[below(protocols)];
    int records = between(2_000, 5_000);
    Duration length = Duration.ofMillis(between(7_000, 10_000));
    Map<String, String> settings = settings();
    settings.putAll(protocol.settings());
    if (calm) {
      settings.put("consumer.override.session.timeout.ms", "30000");
    }
    return new Schedule(
        seed,
        fifo,
        protocol,
        settings,
        records,
        between(20, 60),
        below(3) == 0,
        poisoned(records),
        below(2) == 0 ? "InvalidMessageContents" : "NeverHeardOf",
        length,
        Duration.ofMillis(between(1, 12)),
        faults(length),
        steps(),
        Optional.empty());
  }

  private Map<String, String> settings() {
    String[] shape = new String[][] {{"10", "64"}, {"10", "4"}, {"10", "1"}, {"3", "16"}}[below(4)];
    Map<String, String> settings = new HashMap<>();
    settings.put("tasks.max", Integer.toString(between(1, 4)));
    settings.put("sqs.batch.max.messages", shape[0]);
    settings.put("sqs.max.in.flight.requests", shape[1]);
    settings.put("sqs.linger.ms", pick("0", "5", "50"));
    settings.put("sqs.request.timeout.ms", calm ? "10000" : "6000");
    settings.put("sqs.retry.backoff.max.ms", pick("1000", "3000", "20000"));
    settings.put("consumer.override.max.poll.records", pick("20", "500"));
    return settings;
  }

  /** None in half of the schedules, and up to three in the others. */
  private TreeSet<Integer> poisoned(int records) {
    TreeSet<Integer> numbers = new TreeSet<>();
    int count = below(2) * between(1, 3);
    for (int i = 0; i < count; i++) {
      numbers.add(below(records));
    }
    return numbers;
  }

  private List<PlannedFault> faults(Duration length) {
    List<FaultKind> choice = calm ? HARMLESS : List.of(FaultKind.values());
    List<PlannedFault> drawn = new ArrayList<>();
    int count = between(2, 5);
    for (int i = 0; i < count; i++) {
      FaultKind fault = choice.get(i == 0 ? (int) (seed % choice.size()) : below(choice.size()));
      drawn.add(
          new PlannedFault(
              fault,
              Duration.ofMillis(below((int) length.toMillis() - 2_000)),
              Duration.ofMillis(between(1_000, 4_000)),
              below(3) == 0 ? 1 : 0.05 + 0.6 * random.nextDouble(),
              below(60)));
    }
    return drawn;
  }

  private List<PlannedStep> steps() {
    List<PlannedStep> drawn = new ArrayList<>();
    int left = SECONDS_FOR_STEPS;
    int count = calm ? below(2) : between(1, 3);
    for (int i = 0; i < count; i++) {
      ClusterStep[] all = ClusterStep.values();
      ClusterStep step = all[i == 0 ? (int) (seed % all.length) : below(all.length)];
      if (calm) {
        step = ClusterStep.PAUSE_AND_RESUME;
      }
      if (step.seconds() <= left) {
        drawn.add(new PlannedStep(step, Duration.ofMillis(between(300, 2_000)), below(1_000)));
        left -= step.seconds();
      }
    }
    return drawn;
  }

  private String pick(String... values) {
    return values[below(values.length)];
  }

  private int between(int first, int last) {
    return first + below(last - first + 1);
  }

  private int below(int bound) {
    return random.nextInt(bound);
  }
}
