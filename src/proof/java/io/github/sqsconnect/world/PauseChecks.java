package io.github.sqsconnect.world;

import io.github.sqsconnect.SimulatedTask;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether the task holds back what it must and nothing else. What it counts is what it keeps: all
 * outstanding records, no others, and messages. Records never exceed the buffer and one poll;
 * messages never exceed the buffer, what one record becomes, and what the splitting of large ones
 * adds: the context that each part repeats.
 */
public final class PauseChecks {
  /** More than the events of any record of the simulation take, without what repeats. */
  private static final int MOST_BYTES_OF_RECORD = 8_000;

  /** More than each of its messages adds: its context, and what is around it. */
  private static final int MOST_BYTES_OF_MESSAGE = 1_000;

  private final World world;
  private final TaskLifecycle life;
  private final SimulatedConsumer consumer;
  private final SimulatedTask task;
  private final SimulatedContext context;
  private final TaskRequests requests;
  private final SimulatedReporter reporter;

  PauseChecks(
      World world,
      TaskLifecycle life,
      SimulatedConsumer consumer,
      SimulatedTask task,
      SimulatedContext context,
      TaskRequests requests,
      SimulatedReporter reporter) {
    this.world = world;
    this.life = life;
    this.consumer = consumer;
    this.task = task;
    this.context = context;
    this.requests = requests;
    this.reporter = reporter;
  }

  /** Checks after each call that lets the task pause. */
  public void check() {
    WorldSetup setup = world.setup();
    long buffered = task.bufferedBytes();
    // Messages that are split under a learned limit repeat their context: they grow by a part of
    // it.
    long growth = setup.messageLimit() < MOST_BYTES_OF_RECORD ? setup.bufferMaxBytes() / 2 : 0;
    long mostOfARecord =
        MOST_BYTES_OF_RECORD + (long) world.topic().mostItems() * MOST_BYTES_OF_MESSAGE;
    long bound = setup.bufferMaxBytes() + mostOfARecord + growth;
    long records = world.ledger().retainedBytes(life);
    long messages = buffered - records;
    if (messages < requests.inFlightBytes() || messages > bound) {
      throw new Violation(
          "bytes",
          buffered
              + " are counted, records take "
              + records
              + ", messages in flight "
              + requests.inFlightBytes()
              + ", all messages at most "
              + bound);
    }
    if (records > setup.bufferMaxBytes() + (long) setup.pollRecords() * MOST_BYTES_OF_RECORD) {
      throw new Violation("bytes", records + " are kept as records");
    }
    Set<TopicPartition> stalled = task.stalledPartitions();
    for (int p = 0; p < setup.partitions(); p++) {
      Assignment assignment = world.ledger().assignment(p);
      if (assignment != null && assignment.owner() == life) {
        check(p, assignment, stalled.contains(world.topic().partition(p)), buffered);
      }
    }
  }

  /** While there is work, the coming poll must be short. */
  void checkTimeout() {
    boolean busy = task.bufferedBytes() > 0 || requests.inFlight() > 0 || reporter.isWaiting();
    boolean failed = life.isToStop();
    if ((busy || failed) && !context.isTimeoutSet()) {
      throw new Violation(
          "timeout",
          task.bufferedBytes()
              + " bytes are kept, "
              + requests.inFlight()
              + " requests in flight, reports wait: "
              + reporter.isWaiting()
              + ", and the poll may take a minute");
    }
  }

  private void check(int partition, Assignment assignment, boolean reportedStalled, long buffered) {
    long now = world.now();
    boolean stalled = assignment.isStalled(now);
    if (stalled != reportedStalled) {
      throw new Violation("stalled", "partition " + partition + " should be: " + stalled);
    }
    boolean full = buffered > world.setup().bufferMaxBytes();
    boolean paused = consumer.isPaused(partition);
    if ((full || stalled) && !paused) {
      throw new Violation(
          "not paused", "partition " + partition + ", full=" + full + ", stalled=" + stalled);
    }
    if (buffered < world.setup().bufferMaxBytes() / 5 * 4 && !stalled && paused) {
      throw new Violation("not resumed", "partition " + partition + " stays paused");
    }
    if (full) {
      world.reach(ReachableState.PAUSED_BY_BUFFER);
    }
    if (stalled) {
      world.reach(
          assignment.isFar() ? ReachableState.PAUSED_BY_DISTANCE : ReachableState.PAUSED_BY_AGE);
    }
  }
}
