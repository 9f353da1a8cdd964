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
 * The words for what a service means when it fails one entry of a request, under the names of the
 * JSON protocol or under those of the older query protocol. Whose fault it is said to be means
 * nothing where the code is known.
 */
final class EntryErrors {
  static final EntryErrors JSON = new EntryErrors(false);
  static final EntryErrors QUERY = new EntryErrors(true);

  /** The request id of everything the service says. */
  static final String REQUEST_ID = "request-of-the-simulation";

  private final boolean query;

  /** By meaning, the words to choose from, of no entry yet. */
  private final Map<DeliveryOutcome, List<BatchResultErrorEntry>> words = new IdentityHashMap<>();

  private EntryErrors(boolean query) {
    this.query = query;
    say(SqsOutcomes.THROTTLED, true, "RequestThrottled");
    say(SqsOutcomes.THROTTLED, false, name("ThrottlingException", "Throttling"));
    say(SqsOutcomes.THROTTLED, true, name("KmsThrottled", "KMS.ThrottlingException"));
    say(
        SqsOutcomes.SERVER_ERROR,
        false,
        name("InternalError", "AWS.SimpleQueueService.InternalError"));
    say(SqsOutcomes.SERVER_ERROR, true, name("InternalFailure", "ServiceUnavailable"));
    say(SqsOutcomes.SERVER_ERROR, false, "NeverHeardOf");
    say(SqsOutcomes.SERVER_ERROR, null, null);
    say(SqsOutcomes.UNKNOWN, true, "NeverHeardOf");
    say(SqsOutcomes.KEY_DENIED, true, name("KmsAccessDenied", "KMS.AccessDeniedException"));
    say(SqsOutcomes.KEY_DENIED, false, name("AccessDeniedException", "AccessDenied"));
    say(SqsOutcomes.INVALID, true, "InvalidMessageContents");
    say(SqsOutcomes.INVALID, false, "InvalidMessageContents");
  }

  private String name(String json, String older) {
    return query ? older : json;
  }

  private void say(DeliveryOutcome meant, Boolean senderFault, String code) {
    words
        .computeIfAbsent(meant, absent -> new ArrayList<>())
        .add(words(senderFault, code, "as the simulation wants"));
  }

  private static BatchResultErrorEntry words(Boolean senderFault, String code, String message) {
    return BatchResultErrorEntry.builder()
        .senderFault(senderFault)
        .code(code)
        .message(message)
        .build();
  }

  /** The words for one entry. */
  BatchResultErrorEntry of(
      DeliveryOutcome meant, String id, ActiveFaults faults, ReachedStates reached) {
    List<BatchResultErrorEntry> choice = words.get(meant);
    if (choice == null) {
      return tooLarge((Rejected) meant).toBuilder().id(id).build();
    }
    BatchResultErrorEntry chosen = choice.get(faults.roll(choice.size()));
    reached.said(chosen);
    return chosen.toBuilder().id(id).build();
  }

  private BatchResultErrorEntry tooLarge(Rejected meant) {
    return words(
        true,
        name("InvalidParameterValueException", "InvalidParameterValue"),
        "One or more parameters are invalid. Reason: Message must be shorter than "
            + meant.learnedLimit()
            + " bytes.");
  }

  /** All that can be said of entries. */
  static List<Object> all() {
    List<Object> all = new ArrayList<>();
    for (EntryErrors wording : List.of(JSON, QUERY)) {
      wording.words.values().forEach(all::addAll);
    }
    return all;
  }
}
