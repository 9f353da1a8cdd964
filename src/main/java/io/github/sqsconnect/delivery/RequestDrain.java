package io.github.sqsconnect.delivery;

/**
 * Sends the requests that windows, rate limit and memory allow. The queues are served in turn,
 * request by request.
 */
final class RequestDrain {
  private final MessageAccumulator accumulator;
  private final QueueLanes lanes;
  private final InFlightRequests inFlight;
  private final RateLimit rateLimit;
  private final MessageSender sender;

  RequestDrain(
      MessageAccumulator accumulator,
      QueueLanes lanes,
      InFlightRequests inFlight,
      RateLimit rateLimit,
      MessageSender sender) {
    this.accumulator = accumulator;
    this.lanes = lanes;
    this.inFlight = inFlight;
    this.rateLimit = rateLimit;
    this.sender = sender;
  }

  /**
   * Sends requests.
   *
   * @param due a request that is not full is sent only if it was due at this time
   */
  void drain(long due, long now) {
    int idle = 0;
    while (idle < accumulator.backlogs().size()
        && inFlight.areBelowLimit()
        && rateLimit.isOpen(now)) {
      QueueBacklog backlog = accumulator.nextInTurn();
      MessageBatch batch = maySend(backlog, now) ? backlog.next(due, now) : null;
      if (batch == null) {
        idle++;
      } else {
        send(batch, backlog, now);
        idle = 0;
      }
    }
  }

  /** Whether the queue may have one more request in flight now. */
  boolean maySend(QueueBacklog backlog, long now) {
    QueueLane lane = lanes.of(backlog.queue());
    return lane != null && backlog.isOpen(now) && inFlight.mayStart(lane, now);
  }

  private void send(MessageBatch batch, QueueBacklog backlog, long now) {
    batch.sent(now);
    backlog.sent(batch);
    rateLimit.sent(batch.deliveries().size(), now);
    inFlight.started(batch);
    backlog.counts().requestSent(batch);
    sender.send(batch);
  }

  /**
   * Whether several queues share the requests in flight, and none is left. The next one that is
   * free goes to the queue whose turn it is, also if its request is not full. Otherwise full
   * requests of another queue could use each one.
   */
  boolean isSharedLimitReached() {
    return lanes.areSeveral() && !inFlight.areBelowLimit();
  }
}
