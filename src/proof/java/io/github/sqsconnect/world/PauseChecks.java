package io.github.sqsconnect.world;

import io.github.sqsconnect.SimulatedTask;
import io.github.sqsconnect.delivery.QueueLoad;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Checks that the task pauses the partitions that it must pause, and no others. It must count all
 * outstanding records and messages, and nothing else.
 *
 * <p>Records never exceed the buffer and one poll. Messages never exceed the buffer, the messages
 * of one record, and what splitting large messages adds, because each part repeats their context.
 */
record PauseChecks(
    World world,
    TaskLifecycle life,
    SimulatedConsumer consumer,
    SimulatedTask task,
    SimulatedContext context,
    TaskRequests requests,
    SimulatedReporter reporter) {
  /** More than the events of any record of the simulation need, without what repeats. */
  private static final int MOST_BYTES_OF_RECORD = 8_000;

  /** More than each of its messages adds: its context, and what is around it. */
  private static final int MOST_BYTES_OF_MESSAGE = 1_000;

  /** While a response or a report may come, the task is called this often. */
  private static final long POLL_INTERVAL_MS = 5;

  /** A failing queue is probed, and a held record is reported, after this time. */
  private static final long LONGEST_HOLD_MS = 2_000;

  /** Checks after each call that lets the task pause. */
  public void check() {
    long buffered = 0;
    for (int queue = 0; queue < world.setup().queues(); queue++) {
      buffered += check(queue);
    }
    if (buffered != task.bufferedBytes()) {
      throw new Violation("bytes", task.bufferedBytes() + " in all, of the queues " + buffered);
    }
  }

  private long check(int queue) {
    WorldSetup setup = world.setup();
    QueueLoad load = task.load(setup.url(queue));
    long buffered = load == null ? 0 : load.bytes();
    // Messages that are split under a learned limit repeat their context: they grow by a part of
    // it.
    long growth = setup.messageLimit() < MOST_BYTES_OF_RECORD ? setup.bufferMaxBytes() / 2 : 0;
    long mostOfARecord =
        MOST_BYTES_OF_RECORD + (long) world.topic().mostItems() * MOST_BYTES_OF_MESSAGE;
    long bound = setup.bufferMaxBytes() + mostOfARecord + growth;
    long records = world.ledger().retainedBytes(life, queue);
    long messages = buffered - records;
    if (messages < requests.inFlightBytes(queue) || messages > bound) {
      throw new Violation(
          "bytes",
          "%d are counted, records have %d, messages in flight %d, all messages at most %d",
          buffered,
          records,
          requests.inFlightBytes(queue),
          bound);
    }
    if (records > setup.bufferMaxBytes() + (long) setup.pollRecords() * MOST_BYTES_OF_RECORD) {
      throw new Violation("bytes", records + " are kept as records");
    }
    Set<TopicPartition> stalled = task.stalledPartitions();
    for (int p = 0; p < setup.partitions(); p++) {
      if (world.ledger().isOf(p, life, queue)) {
        boolean isStalled = stalled.contains(world.topic().partition(p));
        check(p, world.ledger().assignment(p), isStalled, buffered);
      }
    }
    return buffered;
  }

  /** While there is work, the coming poll must end when there may be something to do. */
  void checkTimeout() {
    WorldSetup setup = world.setup();
    boolean isPolled = requests.inFlight() > 0 || reporter.isWaiting() || life.isToStop();
    long wait = Math.max(LONGEST_HOLD_MS, Math.max(setup.lingerMs(), setup.backoffMaxMs()));
    long most = isPolled ? POLL_INTERVAL_MS : setup.rateLimit() == 0 ? wait : Long.MAX_VALUE;
    boolean isLate = !context.isTimeoutSet() || context.timeout() > most;
    if ((isPolled || task.bufferedBytes() > 0) && isLate) {
      throw new Violation(
          "timeout",
          "%d bytes buffered, %d requests in flight, reports wait: %s, the poll may take %s",
          task.bufferedBytes(),
          requests.inFlight(),
          reporter.isWaiting(),
          context.isTimeoutSet() ? context.timeout() + " ms" : "a minute");
    }
  }

  private void check(int partition, Assignment assignment, boolean countedStalled, long buffered) {
    long now = world.now();
    boolean stalled = assignment.isStalled(now);
    if (stalled != countedStalled) {
      throw new Violation("stalled", "partition " + partition + " should be: " + stalled);
    }
    long share = world.setup().bufferMaxBytes() / world.ledger().shares(life);
    boolean full = buffered > share;
    boolean paused = consumer.isPaused(partition);
    if ((full || stalled) && !paused) {
      throw new Violation(
          "not paused", "partition " + partition + ", full=" + full + ", stalled=" + stalled);
    }
    if (buffered < share / 5 * 4 && !stalled && paused) {
      throw new Violation("not resumed", "partition " + partition + " stays paused");
    }
    if (full) {
      world.reach(ReachableState.PAUSED_BY_FULL_BUFFER);
    }
    if (paused && world.setup().queues() == 2 && isAnyOtherUnpaused(partition)) {
      world.reach(ReachableState.ONLY_PARTITIONS_OF_ONE_QUEUE_PAUSED);
    }
    if (stalled) {
      world.reach(
          assignment.isFar()
              ? ReachableState.PAUSED_BY_OFFSETS_AHEAD
              : ReachableState.PAUSED_BY_RECORD_AGE);
    }
  }

  private boolean isAnyOtherUnpaused(int partition) {
    for (int p = 0; p < world.setup().partitions(); p++) {
      if (world.setup().queueOf(p) != world.setup().queueOf(partition)
          && consumer.isAssigned(p)
          && !consumer.isPaused(p)) {
        return true;
      }
    }
    return false;
  }
}
