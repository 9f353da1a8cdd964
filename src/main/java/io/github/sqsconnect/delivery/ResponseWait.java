package io.github.sqsconnect.delivery;

import java.util.Set;

/**
 * How long the task waits for responses. With one queue it waits while the window is full. With
 * several, it must not wait for one queue while another needs records or could commit.
 */
final class ResponseWait {
  /** Connect calls the task again after this time while responses may arrive. */
  static final long POLL_INTERVAL_MS = 5;

  /**
   * While topics map to several queues, {@code preCommit} waits only for requests that were sent
   * within this time: a queue that does not respond must not delay the commits of the others.
   */
  private static final long RESPONSE_EXPECTED_MS = 1_000;

  /** While one queue has nothing to send, {@code put} waits for the others at most this long. */
  private static final long SHARED_WAIT_MS = 50;

  private final MessageAccumulator accumulator;
  private final QueueLanes lanes;
  private final InFlightRequests inFlight;
  private final RateLimit rateLimit;

  ResponseWait(
      MessageAccumulator accumulator,
      QueueLanes lanes,
      InFlightRequests inFlight,
      RateLimit rateLimit) {
    this.accumulator = accumulator;
    this.lanes = lanes;
    this.inFlight = inFlight;
    this.rateLimit = rateLimit;
  }

  /**
   * Until when a {@code put} waits for responses, if none arrives; in the past if there is no
   * reason to wait.
   *
   * @param begun when the put began
   * @param deadline when it must end
   */
  long inPutUntil(long now, long begun, long deadline) {
    if (inFlight.isEmpty() || !rateLimit.isOpen(now)) {
      return QueueBacklog.ALWAYS;
    }
    if (!lanes.areSeveral()) {
      boolean isBusy = lanes.unassembled() > 0 || accumulator.isSendable(now);
      return isBusy ? deadline : QueueBacklog.ALWAYS;
    }
    return forSeveralUntil(now, begun, deadline);
  }

  /**
   * While every queue has more than it may send, a response is waited for as with one queue. If the
   * records of this put were not enough for a queue, the next poll may bring more.
   */
  private long forSeveralUntil(long now, long begun, long deadline) {
    boolean isAnyBusy = false;
    boolean isAnyIdle = false;
    boolean areBusyFailing = true;
    for (QueueLane lane : lanes.all()) {
      if (isBusy(lane, now)) {
        isAnyBusy = true;
        areBusyFailing &= inFlight.isFailing(lane);
      } else if (lane.hasReceived()) {
        return QueueBacklog.ALWAYS;
      } else {
        isAnyIdle |= !lane.partitions().isEmpty();
      }
    }

    if (!isAnyBusy || !isAnyIdle) {
      return isAnyBusy ? deadline : QueueBacklog.ALWAYS;
    }
    return begun + (areBusyFailing ? POLL_INTERVAL_MS : SHARED_WAIT_MS);
  }

  /** Whether a lane has more than may be sent now. */
  private boolean isBusy(QueueLane lane, long now) {
    if (!lane.unassembled().isEmpty()) {
      return true;
    }
    if (lane.queue() != null) {
      QueueBacklog backlog = accumulator.find(lane.queue());
      return backlog != null && backlog.isSendable(now);
    }
    for (QueueBacklog backlog : accumulator.backlogs()) {
      if (lanes.of(backlog.queue()) == lane && backlog.isSendable(now)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Until when {@code preCommit} waits for the response to one of these requests, if none arrives.
   *
   * @param deadline when it must end
   */
  long inCommitUntil(Set<MessageBatch> awaited, long deadline) {
    if (!lanes.areSeveral()) {
      return awaited.isEmpty() ? QueueBacklog.ALWAYS : deadline;
    }
    long until = QueueBacklog.ALWAYS;
    for (MessageBatch batch : awaited) {
      if (!inFlight.isFailing(batch.queue())) {
        until = Math.max(until, batch.sentAt() + RESPONSE_EXPECTED_MS);
      }
    }
    return Math.min(until, deadline);
  }
}
