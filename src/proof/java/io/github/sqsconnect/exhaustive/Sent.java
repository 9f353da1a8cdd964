package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.simulation.Request;

/**
 * A request that is under way.
 *
 * @param batch as the task sent it
 * @param request as the models of the simulation know it
 */
record Sent(MessageBatch batch, Request request) {
  int size() {
    return request.size();
  }

  int item(int message) {
    return request.items()[message][0];
  }

  int epoch(int message) {
    return request.epochs()[message][0];
  }

  String group(int message) {
    return batch.deliveries().get(message).message().groupId();
  }

  /** Lets the models know what is answered. */
  Completion answer(Verdict verdict) {
    request.answer(verdict.meant(), null);
    return verdict.completion(batch);
  }
}
