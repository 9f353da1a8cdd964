package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.world.PlannedRecord;
import io.github.sqsconnect.world.PlannedRecord.Kind;
import io.github.sqsconnect.world.WorldSetup;
import java.util.ArrayList;
import java.util.List;

/**
 * How far one exploration goes.
 *
 * @param groups how many message groups the records of a partition use in turn; 0 for a standard
 *     queue
 * @param queues 1; or 2, a standard queue for the first partition and a FIFO queue for the second
 * @param records how many records each partition has
 * @param faults most faults and disturbances of a run
 * @param isRelaxed whether a request may carry several messages of a group
 * @param isTolerant whether there is an errant-record reporter
 * @param bufferMaxBytes above it the task pauses its partitions; a record and its message count
 *     with {@link #MESSAGE_BYTES} each
 * @param isSlow whether a minute may pass at any time, so that a record can stall its partition
 */
record Scope(
    String name,
    int groups,
    int queues,
    int records,
    int faults,
    boolean isRelaxed,
    boolean isTolerant,
    long bufferMaxBytes,
    boolean isSlow) {
  static final int PARTITIONS = 2;
  static final int WINDOW = 2;
  static final int BATCH = 2;

  /** What each message counts with: three bytes of body, and what is around them. */
  static final int MESSAGE_BYTES = 3 + OutboundMessage.OVERHEAD_BYTES;

  /** Every wait of the task, and what the clock moves by: a timer is due or it is not. */
  static final long UNIT_MS = 2_000;

  private static final long AMPLE_BYTES = 1_048_576;

  static Scope standard(int records, int faults) {
    return new Scope("standard queue", 0, 1, records, faults, false, true, AMPLE_BYTES, false);
  }

  static Scope fifo(int groups, int records, int faults) {
    String name = "FIFO queue, " + (groups == 1 ? "one group" : groups + " groups");
    return new Scope(name, groups, 1, records, faults, false, true, AMPLE_BYTES, false);
  }

  /** Each partition has a topic and a queue of its own. */
  static Scope twoQueues(int records, int faults) {
    return new Scope("two queues", 1, 2, records, faults, false, true, AMPLE_BYTES, false);
  }

  /** Consecutive messages of a group may share a request. */
  Scope relaxed() {
    return with(", relaxed", true, isTolerant, bufferMaxBytes, isSlow);
  }

  Scope withoutReporter() {
    return with(", no reporter", isRelaxed, false, bufferMaxBytes, isSlow);
  }

  Scope withBuffer(long bytes) {
    return with(", small buffer", isRelaxed, isTolerant, bytes, isSlow);
  }

  Scope slow() {
    return with(", slow", isRelaxed, isTolerant, bufferMaxBytes, true);
  }

  private Scope with(String what, boolean relaxed, boolean tolerant, long buffer, boolean slow) {
    return new Scope(name + what, groups, queues, records, faults, relaxed, tolerant, buffer, slow);
  }

  boolean isFifo() {
    return groups > 0;
  }

  /** The records of all partitions. */
  List<PlannedRecord> plannedRecords() {
    List<PlannedRecord> all = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) {
      for (int r = 0; r < records; r++) {
        all.add(new PlannedRecord(p, 0, Kind.PLAIN, 0, groups == 0 ? 0 : 1 + r % groups, 1));
      }
    }
    return all;
  }

  WorldSetup setup() {
    return new WorldSetup(
        isFifo() && queues == 1,
        queues,
        false,
        0,
        PARTITIONS,
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
        WorldSetup.Reporting.PROMPT,
        false,
        false,
        0,
        isRelaxed,
        0,
        false,
        -1);
  }
}
