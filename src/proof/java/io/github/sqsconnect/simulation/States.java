package io.github.sqsconnect.simulation;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;

/** Which states an answer stands for. */
final class States {
  private States() {}

  static void ofAnswer(DeliveryOutcome outcome, Meant meant, Reached reached) {
    reached.mark(
        switch (outcome.verdict()) {
          case DELIVERED -> State.VERDICT_DELIVERED;
          case RETRIABLE -> State.VERDICT_RETRIABLE;
          case REJECTED -> State.VERDICT_REJECTED;
          case FATAL -> State.VERDICT_FATAL;
        });
    boolean whole = meant.wholeRequest();
    if (outcome == Answers.THROTTLED) {
      reached.mark(whole ? State.THROTTLED_REQUEST : State.THROTTLED_ENTRY);
    } else if (outcome == Answers.SERVER_ERROR) {
      reached.mark(whole ? State.SERVER_ERROR : State.ENTRY_ERROR);
    } else if (outcome == Answers.UNREADABLE) {
      reached.mark(State.UNREADABLE_ANSWER);
    } else if (outcome == Answers.UNREACHABLE) {
      reached.mark(State.UNREACHABLE);
    } else if (outcome == Answers.EXPIRED) {
      reached.mark(State.CREDENTIALS_EXPIRED);
    } else if (outcome == Answers.CREDENTIALS_REFUSED) {
      reached.mark(State.CREDENTIALS_REFUSED);
    } else if (outcome == Answers.KEY_DENIED) {
      reached.mark(State.KEY_DENIES_SOME);
    } else if (outcome == Answers.GATEWAY) {
      reached.mark(State.GATEWAY_ANSWERS);
    } else if (outcome == Answers.UNKNOWN) {
      reached.mark(State.UNKNOWN_CODE_OF_ONE);
    } else if (outcome instanceof Rejected && whole && meant.outcomes().size() == 1) {
      reached.mark(State.BISECTED_TO_SINGLE_ENTRY);
    }
  }
}
