package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.delivery.DeliveryOutcome.Verdict;

/**
 * Adapts the in-flight window and the backoff of a queue to each response. {@link QueueBacklog}
 * stores and applies both.
 *
 * <table>
 * <caption>What a response changes</caption>
 * <tr><th>response</th><th>in-flight window</th><th>backoff of the queue</th></tr>
 * <tr><td>a message delivered</td><td>may grow</td><td>ends</td></tr>
 * <tr><td>a message throttled</td><td>halves</td><td>ends if another message was delivered</td></tr>
 * <tr><td>request failed, none delivered</td><td>unchanged</td><td>grows, once for requests that
 * were in flight together</td></tr>
 * <tr><td>a fatal fault, none delivered</td><td>unchanged</td><td>grows, unless it rejects the
 * messages</td></tr>
 * <tr><td>request too long, or messages rejected</td><td>unchanged</td><td>unchanged</td></tr>
 * </table>
 */
final class QueuePacing {
  private final MillisClock clock;

  QueuePacing(MillisClock clock) {
    this.clock = clock;
  }

  /**
   * Adapts window and backoff of a queue to one response.
   *
   * @param rejects whether a fatal fault rejects the messages, so that none waits for its end
   */
  void update(Completion completion, QueueBacklog backlog, boolean rejects) {
    boolean delivered = false;
    boolean throttled = false;
    boolean fatal = false;
    for (DeliveryOutcome outcome : completion.outcomes()) {
      delivered |= outcome.verdict() == Verdict.DELIVERED;
      throttled |= outcome.isRetriableFor(Retriable.Cause.THROTTLED);
      fatal |= outcome.verdict() == Verdict.FATAL;
    }

    if (throttled) {
      backlog.counts().add(DeliveryCount.REQUESTS_THROTTLED);
      backlog.window().throttled(completion.batch().sentAt(), clock.now());
    }

    if (delivered) {
      backlog.requestSucceeded();
      if (!throttled) {
        backlog.window().succeeded();
      }
    } else if ((fatal && !rejects) || isFailedRequest(completion)) {
      backlog.requestFailed(completion.batch().sentAt(), clock.now());
    }
  }

  private static boolean isFailedRequest(Completion completion) {
    DeliveryOutcome first = completion.outcomes().get(0);
    return completion.wholeRequest()
        && first instanceof Retriable
        && !first.isRetriableFor(Retriable.Cause.TOO_LONG);
  }
}
