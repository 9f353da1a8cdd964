package io.github.sqsconnect.world;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.delivery.StopReason;
import java.util.Collections;
import java.util.List;

/**
 * The outcomes that a response of the simulated service stands for. The connector must read the
 * same outcomes in it, by its error table and by the entry ids.
 *
 * @param outcomes one for every entry of the request
 * @param wholeRequest whether the request failed as a whole
 */
public record IntendedOutcomes(List<DeliveryOutcome> outcomes, boolean wholeRequest) {

  public static IntendedOutcomes ofAll(int entries, DeliveryOutcome outcome) {
    return new IntendedOutcomes(Collections.nCopies(entries, outcome), true);
  }

  /** Compares what the connector read with these outcomes. */
  public void require(Request request, Completion read) {
    for (int i = 0; i < outcomes.size(); i++) {
      DeliveryOutcome seen = read.outcomes().get(i);
      if (!isSame(seen, outcomes.get(i)) || read.wholeRequest() != wholeRequest) {
        throw new Violation(
            "misread",
            "entry %d of request %d is read as %s, intended is %s",
            i,
            request.number(),
            seen,
            SqsOutcomes.word(outcomes.get(i)));
      }
    }
  }

  private static boolean isSame(DeliveryOutcome seen, DeliveryOutcome meant) {
    return switch (meant.verdict()) {
      case DELIVERED -> seen instanceof DeliveryOutcome.Delivered;
      case RETRIABLE ->
          seen instanceof Retriable r
              && r.cause() == ((Retriable) meant).cause()
              && r.learnedLimit() == ((Retriable) meant).learnedLimit();
      case REJECTED ->
          seen instanceof Rejected r
              && r.kind() == ((Rejected) meant).kind()
              && r.learnedLimit() == ((Rejected) meant).learnedLimit()
              && !r.error().requestId().isEmpty();
      case FATAL ->
          seen instanceof Fatal f
              && f.reason().mayBeTemporary() == ((Fatal) meant).reason().mayBeTemporary()
              && (f.reason() == StopReason.REJECTED_BY_GATEWAY) == (meant == SqsOutcomes.GATEWAY)
              && (meant == SqsOutcomes.GATEWAY || !f.error().requestId().isEmpty());
    };
  }
}
