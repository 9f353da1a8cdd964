package io.github.sqsconnect.world;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;

/** Which states an answer stands for. */
public final class OutcomeStates {
  private OutcomeStates() {}

  static void ofAnswer(DeliveryOutcome outcome, IntendedOutcomes meant, ReachedStates reached) {
    reached.mark(
        switch (outcome.verdict()) {
          case DELIVERED -> ReachableState.VERDICT_DELIVERED;
          case RETRIABLE -> ReachableState.VERDICT_RETRIABLE;
          case REJECTED -> ReachableState.VERDICT_REJECTED;
          case FATAL -> ReachableState.VERDICT_FATAL;
        });
    boolean whole = meant.wholeRequest();
    if (outcome == SqsOutcomes.THROTTLED) {
      reached.mark(whole ? ReachableState.THROTTLED_REQUEST : ReachableState.THROTTLED_ENTRY);
    } else if (outcome == SqsOutcomes.SERVER_ERROR) {
      reached.mark(whole ? ReachableState.SERVER_ERROR : ReachableState.ENTRY_ERROR);
    } else if (outcome == SqsOutcomes.UNREADABLE) {
      reached.mark(ReachableState.UNREADABLE_ANSWER);
    } else if (outcome == SqsOutcomes.UNREACHABLE) {
      reached.mark(ReachableState.UNREACHABLE);
    } else if (outcome == SqsOutcomes.EXPIRED) {
      reached.mark(ReachableState.CREDENTIALS_EXPIRED);
    } else if (outcome == SqsOutcomes.CREDENTIALS_REJECTED) {
      reached.mark(ReachableState.CREDENTIALS_REFUSED);
    } else if (outcome == SqsOutcomes.KEY_DENIED) {
      reached.mark(ReachableState.KEY_DENIES_SOME);
    } else if (outcome == SqsOutcomes.GATEWAY) {
      reached.mark(ReachableState.GATEWAY_ANSWERS);
    } else if (outcome == SqsOutcomes.UNKNOWN) {
      reached.mark(ReachableState.UNKNOWN_CODE_OF_ONE);
    } else if (outcome instanceof Rejected && whole && meant.outcomes().size() == 1) {
      reached.mark(ReachableState.BISECTED_TO_SINGLE_ENTRY);
    }
  }
}
