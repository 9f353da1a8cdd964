package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.config.DeliverySettings.FifoOrdering;
import io.github.sqsconnect.simulation.Plan;
import io.github.sqsconnect.simulation.PlannedRecord;
import io.github.sqsconnect.simulation.PlannedRecord.Kind;
import io.github.sqsconnect.simulation.Setup;
import java.util.ArrayList;
import java.util.List;

/**
 * How far one exploration goes.
 *
 * @param groups how many message groups the records of a partition take turns in; 0 for a standard
 *     queue
 * @param records how many records each partition has
 * @param faults most faults and disturbances of a run
 * @param ordering whether a request carries one message of a group or several
 * @param isTolerant whether there is an errant-record reporter
 * @param bufferMaxBytes above it the task pauses its partitions; a message has three bytes
 * @param isSlow whether a minute may pass at any time, so that a record can hold up its partition
 */
record Scope(
    String name,
    int groups,
    int records,
    int faults,
    FifoOrdering ordering,
    boolean isTolerant,
    long bufferMaxBytes,
    boolean isSlow) {
  static final int PARTITIONS = 2;
  static final int WINDOW = 2;
  static final int BATCH = 2;

  /** Every wait of the task, and what the clock moves by: a timer is due or it is not. */
  static final long UNIT_MS = 2_000;

  private static final long AMPLE_BYTES = 1_048_576;

  static Scope standard(int records, int faults) {
    return new Scope(
        "standard queue", 0, records, faults, FifoOrdering.STRICT, true, AMPLE_BYTES, false);
  }

  static Scope fifo(int groups, int records, int faults) {
    String name = "FIFO queue, " + (groups == 1 ? "one group" : groups + " groups");
    return new Scope(name, groups, records, faults, FifoOrdering.STRICT, true, AMPLE_BYTES, false);
  }

  /** Consecutive messages of a group may share a request. */
  Scope relaxed() {
    return new Scope(
        name + ", relaxed",
        groups,
        records,
        faults,
        FifoOrdering.RELAXED,
        isTolerant,
        bufferMaxBytes,
        isSlow);
  }

  Scope withoutReporter() {
    return new Scope(
        name + ", no reporter", groups, records, faults, ordering, false, bufferMaxBytes, isSlow);
  }

  Scope withBuffer(long bytes) {
    return new Scope(
        name + ", small buffer", groups, records, faults, ordering, isTolerant, bytes, isSlow);
  }

  Scope slow() {
    return new Scope(
        name + ", slow", groups, records, faults, ordering, isTolerant, bufferMaxBytes, true);
  }

  boolean isFifo() {
    return groups > 0;
  }

  boolean isRelaxed() {
    return isFifo() && ordering == FifoOrdering.RELAXED;
  }

  Plan plan() {
    return plan(isFifo());
  }

  /** The same for a ledger that leaves order to others. */
  Plan planWithoutOrder() {
    return plan(false);
  }

  private Plan plan(boolean keepsOrder) {
    List<PlannedRecord> all = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) {
      for (int r = 0; r < records; r++) {
        all.add(new PlannedRecord(p, 0, Kind.PLAIN, 0, groups == 0 ? 0 : 1 + r % groups, 1));
      }
    }
    return new Plan(0, setup(keepsOrder), all, List.of(), List.of());
  }

  private Setup setup(boolean keepsOrder) {
    return new Setup(
        keepsOrder,
        false,
        0,
        PARTITIONS,
        1,
        PARTITIONS * records,
        UNIT_MS,
        BATCH,
        Integer.MAX_VALUE,
        UNIT_MS,
        WINDOW,
        bufferMaxBytes,
        UNIT_MS,
        -1,
        UNIT_MS,
        UNIT_MS,
        0,
        false,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        isTolerant,
        Setup.Reporting.PROMPT,
        false,
        false,
        0,
        false,
        0,
        false,
        0);
  }
}
