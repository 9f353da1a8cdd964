package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.message.TargetQueue;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Queues that records chose and that do not exist. Such a queue may be new, and AWS distributes new
 * queues slowly, so its messages are retried for a while. After that each message is rejected with
 * the first response.
 *
 * <p>A queue that was not reported as missing for that time is forgotten, so memory is bounded by
 * the queues that requests were sent to within that time.
 */
final class MissingQueues {
  /**
   * How long a queue has been missing.
   *
   * @param since the first response that reported it
   * @param until the last one
   */
  private record Absence(long since, long until) {}

  /** The absences, those with the oldest last response first. */
  private final Map<TargetQueue, Absence> absences = new LinkedHashMap<>();

  /** Whether a response reports that a queue which records chose does not exist. */
  static boolean isReportedBy(Completion completion) {
    return completion.batch().queue().chosenByRecord()
        && completion.outcomes().stream().anyMatch(MissingQueues::isReportedBy);
  }

  /** The same for the outcome of one message to such a queue. */
  static boolean isReportedBy(DeliveryOutcome outcome) {
    return outcome instanceof Fatal fatal && fatal.reason() == StopReason.QUEUE_NOT_FOUND;
  }

  /** A response reports that the queue does not exist. */
  void reported(TargetQueue queue, long now) {
    Absence known = absences.remove(queue);
    long since = now;
    if (known != null && now - known.until() < OutcomeHandler.MAY_BE_TEMPORARY_MS) {
      since = known.since();
    }
    absences.put(queue, new Absence(since, now));

    Iterator<Absence> oldest = absences.values().iterator();
    while (now - oldest.next().until() >= OutcomeHandler.MAY_BE_TEMPORARY_MS) {
      oldest.remove();
    }
  }

  /** The queue has accepted a message. */
  void exists(TargetQueue queue) {
    if (!absences.isEmpty()) {
      absences.remove(queue);
    }
  }

  /** Whether the queue has been missing for so long that its messages are rejected. */
  boolean isGone(TargetQueue queue, long now) {
    Absence known = absences.get(queue);
    return known != null && now - known.since() >= OutcomeHandler.MAY_BE_TEMPORARY_MS;
  }
}
