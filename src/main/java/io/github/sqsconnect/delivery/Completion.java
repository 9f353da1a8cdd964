package io.github.sqsconnect.delivery;

import java.util.Collections;
import java.util.List;

/**
 * The response to one request.
 *
 * @param outcomes one for every delivery of the batch, in its order
 * @param wholeRequest whether the request failed as a whole, with one outcome for all
 */
public record Completion(MessageBatch batch, List<DeliveryOutcome> outcomes, boolean wholeRequest) {
  public Completion {
    if (outcomes.size() != batch.deliveries().size()) {
      throw new IllegalArgumentException(
          batch.deliveries().size() + " messages were sent, " + outcomes.size() + " outcomes came");
    }
  }

  /** Every message has an outcome of its own. */
  public static Completion of(MessageBatch batch, List<DeliveryOutcome> outcomes) {
    return new Completion(batch, List.copyOf(outcomes), false);
  }

  /** The request failed as a whole. */
  public static Completion failed(MessageBatch batch, DeliveryOutcome outcome) {
    return new Completion(batch, Collections.nCopies(batch.deliveries().size(), outcome), true);
  }
}
