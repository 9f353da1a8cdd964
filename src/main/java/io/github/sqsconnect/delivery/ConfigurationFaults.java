package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import java.util.List;

/**
 * Decides whether SQS rejects messages because of the configuration. A configuration fault must
 * never send a whole topic to the dead-letter topic, so the task stops.
 *
 * <table>
 * <caption>Rejections that stop the task</caption>
 * <tr><th>what SQS rejected</th><th>reason</th></tr>
 * <tr><td>all entries of one request, with one code, none for its size</td><td>SQS-011</td></tr>
 * <tr><td>a whole request, and then each of its entries alone with one code</td><td>SQS-012, by
 * {@link BadEntrySearches}</td></tr>
 * <tr><td>all entries of ten requests in a row</td><td>SQS-013
 * </td></tr>
 * </table>
 */
final class ConfigurationFaults {
  /** After this many rejected requests in a row, the configuration is taken for the cause. */
  private static final int MAX_REJECTED_REQUESTS = 10;

  private final TaskFailure failure;

  ConfigurationFaults(TaskFailure failure) {
    this.failure = failure;
  }

  /**
   * Stops the task if a request of several messages has all of them rejected with one code. A
   * request of a search never stops it: the search selects messages that may be bad.
   *
   * @return whether the task stops
   */
  boolean stopIfAllRejectedWithOneCode(Completion completion) {
    MessageBatch batch = completion.batch();
    if (batch.search() == null && areRejectedWithOneCode(completion.outcomes())) {
      Rejected first = (Rejected) completion.outcomes().get(0);
      failure.set(batch, first.error(), StopReason.ALL_REJECTED);
      return true;
    }
    return false;
  }

  private static boolean areRejectedWithOneCode(List<DeliveryOutcome> outcomes) {
    if (!(outcomes.get(0) instanceof Rejected first)) {
      return false;
    }
    for (DeliveryOutcome outcome : outcomes) {
      if (!(outcome instanceof Rejected rejected)
          || rejected.learnedLimit() > 0
          || !rejected.error().code().equals(first.error().code())) {
        return false;
      }
    }
    return true;
  }

  /** Counts a request whose entries were all rejected; stops the task at the tenth in a row. */
  void requestRejected(Delivery first, Rejected outcome, QueueBacklog backlog) {
    if (backlog.requestRejected() >= MAX_REJECTED_REQUESTS) {
      failure.set(first, outcome.error(), StopReason.REJECTED_IN_A_ROW);
    }
  }
}
