package io.github.sqsconnect;

import io.github.sqsconnect.delivery.MillisClock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Lets the task see where Connect reads its partitions, early and often enough to notice records
 * that it never receives. Connect shows these positions only when it commits.
 *
 * <ul>
 *   <li>At the start, the partitions are paused until Connect has committed once, before it reads
 *       the first record. Otherwise a topic whose few records are all rejected by the converter
 *       would look like one that was read before. This lasts a fraction of a second, because until
 *       then each poll ends after {@value #SHORT_POLL_MS} ms.
 *   <li>Later, an empty poll requests a commit, {@value #COMMIT_INTERVAL_MS} ms after the last one
 *       at the earliest: the poll may have ended because all of its records were dropped.
 * </ul>
 *
 * <p>Partitions that are assigned while the task already has some are not paused, because the
 * current poll may last a minute.
 */
final class ConsumerPositions {
  private static final long SHORT_POLL_MS = 200;
  private static final long COMMIT_INTERVAL_MS = 10_000;

  /** Partitions are resumed after this time even if Connect has not committed. */
  private static final long LONGEST_PAUSE_MS = 5_000;

  private final SinkTaskContext context;
  private final MillisClock clock;
  private final boolean isNeeded;

  /** Partitions that are paused until their position is known. */
  private final Set<TopicPartition> unknown = new HashSet<>();

  private boolean isPollShort;
  private long pausedAt;
  private long committedAt;

  /**
   * Positions that are not known yet.
   *
   * @param isNeeded false if Connect tolerates no errors: then it fails the task instead of
   *     dropping records, and this class does nothing
   */
  ConsumerPositions(SinkTaskContext context, MillisClock clock, boolean isNeeded) {
    this.context = context;
    this.clock = clock;
    this.isNeeded = isNeeded;
    committedAt = clock.now();
    shortenPoll();
  }

  private void shortenPoll() {
    if (isNeeded) {
      context.timeout(SHORT_POLL_MS);
      isPollShort = true;
    }
  }

  /** Partitions were assigned and are resumed. */
  void opened(Collection<TopicPartition> partitions) {
    if (!isNeeded || partitions.isEmpty()) {
      return;
    }
    if (isPollShort) {
      unknown.addAll(partitions);
      pausedAt = clock.now();
      context.pause(partitions.toArray(TopicPartition[]::new));
    }
    context.requestCommit();
  }

  /** Partitions were revoked. */
  void closed(Collection<TopicPartition> partitions) {
    partitions.forEach(unknown::remove);
  }

  /**
   * Connect called {@code put}.
   *
   * @param hasPartitions whether a partition is open
   * @param isIdle whether there were no records, and the task waits for nothing
   */
  void polled(boolean hasPartitions, boolean isIdle) {
    if (!isNeeded) {
      return;
    }
    isPollShort = false;
    if (!hasPartitions) {
      shortenPoll();
    } else if (!unknown.isEmpty()) {
      waitForCommit(clock.now());
    } else if (isIdle) {
      requestCommit(clock.now());
    }
  }

  private void requestCommit(long now) {
    long waitMs = committedAt + COMMIT_INTERVAL_MS - now;
    if (waitMs > 0) {
      context.timeout(waitMs);
    } else {
      committedAt = now;
      context.requestCommit();
    }
  }

  private void waitForCommit(long now) {
    if (now - pausedAt >= LONGEST_PAUSE_MS) {
      resume(List.copyOf(unknown));
      return;
    }
    context.requestCommit();
    shortenPoll();
  }

  /** Connect commits these partitions, so their positions are known. */
  void committed(Collection<TopicPartition> partitions) {
    committedAt = clock.now();
    if (!unknown.isEmpty()) {
      resume(partitions);
    }
  }

  /** Only assigned partitions may be resumed; Connect may have revoked one without a close. */
  private void resume(Collection<TopicPartition> partitions) {
    Set<TopicPartition> resumed = new HashSet<>(partitions);
    resumed.retainAll(unknown);
    unknown.removeAll(resumed);
    resumed.retainAll(context.assignment());
    if (!resumed.isEmpty()) {
      context.resume(resumed.toArray(TopicPartition[]::new));
    }
  }
}
