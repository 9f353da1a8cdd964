package io.github.sqsconnect.world;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import java.util.IdentityHashMap;
import java.util.Map;

/** Which state a response stands for, by the outcome of an entry. */
public final class OutcomeStates {
  private record States(ReachableState ofRequest, ReachableState ofEntry) {}

  private static final Map<DeliveryOutcome, States> STATES = new IdentityHashMap<>();

  static {
    add(SqsOutcomes.THROTTLED, ReachableState.REQUEST_THROTTLED, ReachableState.ENTRY_THROTTLED);
    add(
        SqsOutcomes.SERVER_ERROR,
        ReachableState.REQUEST_FAILED_BY_SERVER,
        ReachableState.ENTRY_FAILED_BY_SERVER);
    add(SqsOutcomes.UNREADABLE, ReachableState.RESPONSE_UNREADABLE);
    add(SqsOutcomes.UNREACHABLE, ReachableState.SERVICE_UNREACHABLE);
    add(SqsOutcomes.EXPIRED, ReachableState.CREDENTIALS_EXPIRED);
    add(SqsOutcomes.CREDENTIALS_REJECTED, ReachableState.CREDENTIALS_REFUSED);
    add(SqsOutcomes.KEY_DENIED, ReachableState.KMS_KEY_DENIES_AN_ENTRY);
    add(SqsOutcomes.GATEWAY, ReachableState.RESPONSE_FROM_A_GATEWAY);
    add(SqsOutcomes.UNKNOWN, ReachableState.ENTRY_REJECTED_WITH_UNKNOWN_CODE);
  }

  private OutcomeStates() {}

  private static void add(DeliveryOutcome outcome, ReachableState state) {
    add(outcome, state, state);
  }

  private static void add(
      DeliveryOutcome outcome, ReachableState ofRequest, ReachableState ofEntry) {
    STATES.put(outcome, new States(ofRequest, ofEntry));
  }

  static void mark(DeliveryOutcome outcome, IntendedOutcomes meant, ReachedStates reached) {
    reached.mark(ReachableState.valueOf("OUTCOME_" + outcome.verdict()));
    States states = STATES.get(outcome);
    if (states != null) {
      reached.mark(meant.wholeRequest() ? states.ofRequest() : states.ofEntry());
    } else if (outcome instanceof Rejected
        && meant.wholeRequest()
        && meant.outcomes().size() == 1) {
      reached.mark(ReachableState.REQUEST_HALVED_DOWN_TO_ONE_ENTRY);
    }
  }
}
