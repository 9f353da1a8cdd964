package io.github.sqsconnect.simulation;

import io.github.sqsconnect.world.PlannedRecord;
import io.github.sqsconnect.world.PlannedRecord.Kind;
import io.github.sqsconnect.world.WorldSetup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Draws schedules; the seed and the kind and number of queues decide everything. */
final class PlanGenerator {
  private static final Kind[] SPECIAL = {
    Kind.LARGE, Kind.POISON, Kind.FILTERED, Kind.SKIPPED, Kind.REFUSED, Kind.SPOILING, Kind.STUBBORN
  };

  /** Faults at all queues, as bits. */
  private static final int ALL = 3;

  private final SplittableRandom dice;
  private final long seed;
  private final boolean fifo;
  private final int queues;

  private PlanGenerator(long seed, boolean fifo, int queues) {
    dice = new SplittableRandom(seed);
    this.seed = seed;
    this.fifo = fifo;
    this.queues = queues;
  }

  /**
   * Draws a schedule.
   *
   * @param fifo whether the first queue is a FIFO queue
   * @param queues 1 or 2
   */
  static SchedulePlan plan(long seed, boolean fifo, int queues) {
    return new PlanGenerator(seed, fifo, queues).plan();
  }

  private SchedulePlan plan() {
    long horizon = oneOf(3_000, 3_000, 3_000, 15_000, 15_000, 100_000);
    boolean crowded = dice.nextInt(2_500) == 0;
    if (crowded) {
      horizon = 15_000;
    }
    WorldSetup setup = setup(horizon, crowded);
    List<PlannedRecord> records = crowded ? crowd(setup) : records(setup, horizon);
    List<PlannedFault> faults = faults(horizon);
    passing(setup, records, horizon, faults);
    return new SchedulePlan(
        dice.nextLong(),
        oneIn(5) ? 2 : 1,
        setup,
        records,
        faults,
        events(setup.partitions(), horizon));
  }

  private long oneOf(long... choices) {
    return choices[dice.nextInt(choices.length)];
  }

  private boolean oneIn(int chances) {
    return dice.nextInt(chances) == 0;
  }

  private WorldSetup setup(long horizon, boolean crowded) {
    boolean eventBatches = oneIn(2);
    int limit = oneIn(3) ? (eventBatches ? 3_000 : 1_100) : 1_000_000;
    return new WorldSetup(
        fifo,
        crowded ? 1 : queues,
        eventBatches,
        oneOf(0, 1_000_000, -50_000, -1_000_000_000_000L),
        queues + dice.nextInt(5 - queues),
        crowded ? 5_000 : (int) oneOf(1, 3, 10, 50),
        oneOf(200, 1_000, 5_000, 60_000),
        (int) oneOf(1, 2, 3, 10, 10),
        (int) oneOf(1_500, 5_000, 1_048_576, 1_048_576),
        oneOf(0, 5, 5, 200),
        (int) oneOf(1, 2, 4, 64),
        oneOf(1_500, 6_000, 20_000, 33_000_000),
        oneOf(200, 1_000, 10_000),
        oneIn(6) ? oneOf(0, 500, 5_000) : -1,
        oneOf(10, 100),
        oneOf(200, 2_000, 20_000),
        (int) oneOf(2, 20, 100),
        oneIn(3),
        limit,
        oneIn(4) ? (int) oneOf(1_100, 2_800, 8_000) : 1_048_576,
        !oneIn(4),
        WorldSetup.Reporting.values()[
            oneIn(2) ? 0 : dice.nextInt(WorldSetup.Reporting.values().length)],
        oneIn(4),
        oneIn(2),
        horizon,
        (fifo || queues == 2) && oneIn(2),
        oneIn(6) ? (int) oneOf(2, 10, 50, 300) : 0,
        oneIn(2),
        oneIn(2) ? dice.nextLong(horizon) : -1);
  }

  private List<PlannedRecord> records(WorldSetup setup, long horizon) {
    int count = 1 + dice.nextInt(oneIn(2) ? 8 : 32);
    int specialPercent = oneIn(3) ? 0 : (int) oneOf(5, 20, 60);
    Kind[] kinds = new Kind[1 + dice.nextInt(3)];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = SPECIAL[dice.nextInt(SPECIAL.length)];
    }
    int groups = 1 + dice.nextInt(5);
    long spread = oneOf(1, 1_000, horizon * 3 / 4);
    List<PlannedRecord> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      boolean special = dice.nextInt(100) < specialPercent;
      records.add(
          new PlannedRecord(
              dice.nextInt(setup.partitions()),
              dice.nextLong(spread),
              special ? kinds[dice.nextInt(kinds.length)] : Kind.PLAIN,
              oneIn(8) ? dice.nextInt(5) : 0,
              dice.nextInt(groups),
              oneIn(40) ? 20 + dice.nextInt(20) : oneIn(4) ? 2 + dice.nextInt(3) : 1));
    }
    records.sort(Comparator.comparingLong(PlannedRecord::arrivesAt));
    return records;
  }

  /** One record that is stuck and more behind it than a partition may run ahead. */
  private static List<PlannedRecord> crowd(WorldSetup setup) {
    List<PlannedRecord> records = new ArrayList<>();
    records.add(new PlannedRecord(0, 0, Kind.STUBBORN, 0, 0, 1));
    for (int i = 0; i < 50_100; i++) {
      records.add(new PlannedRecord(0, 0, Kind.FILTERED, 0, 0, 1));
    }
    for (int i = 0; i < 10; i++) {
      records.add(new PlannedRecord(i % setup.partitions(), 1, Kind.PLAIN, 0, 1, 1));
    }
    return records;
  }

  private List<PlannedFault> faults(long horizon) {
    List<PlannedFault> faults = new ArrayList<>();
    int count = dice.nextInt(5);
    PlannedFault.Kind[] kinds = PlannedFault.Kind.values();
    for (int i = 0; i < count; i++) {
      long from = dice.nextLong(horizon);
      long until = Math.min(horizon, from + 1 + dice.nextLong(horizon));
      faults.add(
          new PlannedFault(
              kinds[dice.nextInt(kinds.length)],
              oneIn(2) ? 0 : from,
              until,
              (int) oneOf(5, 30, 70, 100),
              queues == 1 ? ALL : 1 + dice.nextInt(ALL)));
    }
    return faults;
  }

  /** Faults that pass by themselves, where there is something for them to strike. */
  private void passing(
      WorldSetup setup, List<PlannedRecord> records, long horizon, List<PlannedFault> faults) {
    if (records.stream().anyMatch(record -> record.kind() == Kind.LARGE) && oneIn(3)) {
      faults.add(new PlannedFault(PlannedFault.Kind.LOW_MESSAGE_LIMIT, 0, horizon / 3, 100, ALL));
    }
    long change = setup.credentialsChangeAt();
    if (change >= 0 && oneIn(10)) {
      long until = Math.min(horizon, change + oneOf(100, 2_000, 20_000));
      faults.add(new PlannedFault(PlannedFault.Kind.LASTING_CREDENTIALS, change, until, 100, ALL));
      faults.add(
          new PlannedFault(
              PlannedFault.Kind.CREDENTIALS_NOT_YET_ACCEPTED, change, until, 100, ALL));
    }
  }

  private List<WorkerEvent> events(int partitions, long horizon) {
    List<WorkerEvent> events = new ArrayList<>();
    int count = oneIn(2) ? 0 : 1 + dice.nextInt(5);
    WorkerEvent.Kind[] kinds = WorkerEvent.Kind.values();
    for (int i = 0; i < count; i++) {
      events.add(
          new WorkerEvent(
              kinds[dice.nextInt(kinds.length)],
              dice.nextLong(oneIn(2) ? horizon : Math.min(horizon, 2_000)),
              dice.nextInt(1 << partitions),
              dice.nextInt(1 << partitions),
              dice.nextInt(2)));
    }
    events.sort(Comparator.comparingLong(WorkerEvent::at));
    return events;
  }
}
