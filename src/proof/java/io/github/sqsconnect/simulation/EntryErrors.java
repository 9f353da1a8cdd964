package io.github.sqsconnect.simulation;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.world.ReachedStates;
import io.github.sqsconnect.world.SqsOutcomes;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;

/**
 * The errors with which the simulated service fails one entry of a request, with the codes of the
 * JSON protocol or of the older query protocol. The sender-fault flag must not matter where the
 * code is known.
 */
final class EntryErrors {
  static final EntryErrors JSON = new EntryErrors(false);
  static final EntryErrors QUERY = new EntryErrors(true);

  /** The request id of every response. */
  static final String REQUEST_ID = "request-of-the-simulation";

  private final boolean query;

  /** By outcome, the errors to choose from; they have no entry id yet. */
  private final Map<DeliveryOutcome, List<BatchResultErrorEntry>> errors = new IdentityHashMap<>();

  private EntryErrors(boolean query) {
    this.query = query;
    add(SqsOutcomes.THROTTLED, true, "RequestThrottled");
    add(SqsOutcomes.THROTTLED, false, code("ThrottlingException", "Throttling"));
    add(SqsOutcomes.THROTTLED, true, code("KmsThrottled", "KMS.ThrottlingException"));
    add(
        SqsOutcomes.SERVER_ERROR,
        false,
        code("InternalError", "AWS.SimpleQueueService.InternalError"));
    add(SqsOutcomes.SERVER_ERROR, true, code("InternalFailure", "ServiceUnavailable"));
    add(SqsOutcomes.SERVER_ERROR, false, "NeverHeardOf");
    add(SqsOutcomes.SERVER_ERROR, null, null);
    add(SqsOutcomes.UNKNOWN, true, "NeverHeardOf");
    add(SqsOutcomes.KEY_DENIED, true, code("KmsAccessDenied", "KMS.AccessDeniedException"));
    add(SqsOutcomes.KEY_DENIED, false, code("AccessDeniedException", "AccessDenied"));
    add(SqsOutcomes.INVALID, true, "InvalidMessageContents");
    add(SqsOutcomes.INVALID, false, "InvalidMessageContents");
  }

  private String code(String json, String older) {
    return query ? older : json;
  }

  private void add(DeliveryOutcome meant, Boolean senderFault, String code) {
    errors
        .computeIfAbsent(meant, absent -> new ArrayList<>())
        .add(error(senderFault, code, "an error of the simulation"));
  }

  private static BatchResultErrorEntry error(Boolean senderFault, String code, String message) {
    return BatchResultErrorEntry.builder()
        .senderFault(senderFault)
        .code(code)
        .message(message)
        .build();
  }

  /** An error with this outcome, for the entry with this id. */
  BatchResultErrorEntry of(
      DeliveryOutcome meant, String id, ActiveFaults faults, ReachedStates reached) {
    List<BatchResultErrorEntry> choice = errors.get(meant);
    if (choice == null) {
      return tooLarge((Rejected) meant).toBuilder().id(id).build();
    }
    BatchResultErrorEntry chosen = choice.get(faults.roll(choice.size()));
    reached.used(chosen);
    return chosen.toBuilder().id(id).build();
  }

  private BatchResultErrorEntry tooLarge(Rejected meant) {
    return error(
        true,
        code("InvalidParameterValueException", "InvalidParameterValue"),
        "One or more parameters are invalid. Reason: Message must be shorter than "
            + meant.learnedLimit()
            + " bytes.");
  }

  /** All errors. */
  static List<Object> all() {
    List<Object> all = new ArrayList<>();
    for (EntryErrors protocol : List.of(JSON, QUERY)) {
      protocol.errors.values().forEach(all::addAll);
    }
    return all;
  }
}
