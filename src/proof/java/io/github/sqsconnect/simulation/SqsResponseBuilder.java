package io.github.sqsconnect.simulation;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.world.IntendedOutcomes;
import io.github.sqsconnect.world.ReachableState;
import io.github.sqsconnect.world.ReachedStates;
import io.github.sqsconnect.world.Request;
import io.github.sqsconnect.world.SqsOutcomes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.DefaultAwsResponseMetadata;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsResponseMetadata;

/**
 * Builds one response of the SDK from the intended outcomes of its entries. With faults it also
 * adds wrong, unknown and repeated entry ids. They never change the intended outcomes.
 */
final class SqsResponseBuilder {
  private static final DeliveryOutcome[] FAILURES = {
    SqsOutcomes.THROTTLED,
    SqsOutcomes.SERVER_ERROR,
    SqsOutcomes.UNKNOWN,
    SqsOutcomes.KEY_DENIED,
    SqsOutcomes.INVALID
  };

  /** No entry id of a request ends with these, after the part that all ids begin with. */
  private static final String[] UNKNOWN_SUFFIXES = {
    "10", "-1", "", "x", "entry", "00", "1 ", "+1", "/", ":", "\u0660", "2147483648"
  };

  private static final String[] UNKNOWN_IDS = {null, "", "0", "-0", "x", "entry"};

  private static final SqsResponseMetadata METADATA =
      SqsResponseMetadata.create(
          DefaultAwsResponseMetadata.create(Map.of("AWS_REQUEST_ID", EntryErrors.REQUEST_ID)));

  private final Request request;
  private final EntryErrors errors;
  private final ActiveFaults faults;
  private final ReachedStates reached;
  private final List<SendMessageBatchResultEntry> successful = new ArrayList<>();
  private final List<BatchResultErrorEntry> failed = new ArrayList<>();

  private SqsResponseBuilder(
      Request request, EntryErrors errors, ActiveFaults faults, ReachedStates reached) {
    this.request = request;
    this.errors = errors;
    this.faults = faults;
    this.reached = reached;
  }

  /** The response with one outcome for each entry. */
  static SendMessageBatchResponse of(
      Request request,
      IntendedOutcomes meant,
      EntryErrors errors,
      ActiveFaults faults,
      ReachedStates reached) {
    SqsResponseBuilder reply = new SqsResponseBuilder(request, errors, faults, reached);
    for (int place = 0; place < meant.outcomes().size(); place++) {
      reply.addEntry(meant.outcomes().get(place), place);
    }
    return reply.build();
  }

  /** A response with a null entry, which makes all of it unreliable. */
  static SendMessageBatchResponse unreadable(Request request) {
    return response(Arrays.asList(successful(request.id(0)), null), List.of());
  }

  private static SendMessageBatchResponse response(
      List<SendMessageBatchResultEntry> successful, List<BatchResultErrorEntry> failed) {
    SendMessageBatchResponse.Builder builder =
        SendMessageBatchResponse.builder().successful(successful).failed(failed);
    builder.responseMetadata(METADATA);
    return builder.build();
  }

  private static SendMessageBatchResultEntry successful(String id) {
    return SendMessageBatchResultEntry.builder().id(id).messageId("message").build();
  }

  private void addEntry(DeliveryOutcome meant, int place) {
    if (meant == SqsOutcomes.UNACCOUNTED) {
      if (faults.hits(PlannedFault.Kind.UNKNOWN_ID)) {
        addUnknownIds(1);
      }
    } else if (meant == SqsOutcomes.CONTRADICTED) {
      addContradiction(place);
    } else if (meant == SqsOutcomes.DELIVERED) {
      successful.add(successful(request.id(place)));
      if (faults.hits(PlannedFault.Kind.REPEATED_ID)) {
        reached.mark(ReachableState.ENTRY_SUCCESSFUL_TWICE);
        successful.add(successful(request.id(place)));
      }
    } else {
      BatchResultErrorEntry entry = addFailed(meant, place);
      if (faults.hits(PlannedFault.Kind.REPEATED_ID)) {
        reached.mark(ReachableState.ENTRY_FAILED_TWICE);
        failed.add(entry);
      }
    }
  }

  private BatchResultErrorEntry addFailed(DeliveryOutcome meant, int place) {
    BatchResultErrorEntry entry = errors.of(meant, request.id(place), faults, reached);
    failed.add(entry);
    return entry;
  }

  private void addContradiction(int place) {
    int first = faults.roll(FAILURES.length);
    addFailed(FAILURES[first], place);
    if (faults.roll(2) == 0) {
      reached.mark(ReachableState.ENTRY_SUCCESSFUL_AND_FAILED);
      successful.add(successful(request.id(place)));
    } else {
      reached.mark(ReachableState.ENTRY_FAILED_WITH_TWO_CODES);
      addFailed(FAILURES[(first + 1 + faults.roll(FAILURES.length - 1)) % FAILURES.length], place);
    }
  }

  private SendMessageBatchResponse build() {
    if (faults.hits(PlannedFault.Kind.UNKNOWN_ID)) {
      addUnknownIds(1 + faults.roll(3));
      successful.add(successful(request.ids() + request.size()));
    }
    if (faults.hasIdFaults()) {
      shuffle(successful);
      shuffle(failed);
    }
    return response(successful, failed);
  }

  private void addUnknownIds(int count) {
    for (int i = 0; i < count; i++) {
      String id = unknownId();
      if (faults.roll(2) == 0) {
        reached.mark(ReachableState.UNKNOWN_ENTRY_ID_SUCCESSFUL);
        successful.add(successful(id));
      } else {
        reached.mark(ReachableState.UNKNOWN_ENTRY_ID_FAILED);
        DeliveryOutcome meant = FAILURES[faults.roll(FAILURES.length)];
        failed.add(errors.of(meant, id, faults, reached));
      }
    }
  }

  /** An id that no entry of the request has. */
  private String unknownId() {
    return switch (faults.roll(3)) {
      case 0 -> UNKNOWN_IDS[faults.roll(UNKNOWN_IDS.length)];
      case 1 -> request.ids() + UNKNOWN_SUFFIXES[faults.roll(UNKNOWN_SUFFIXES.length)];
      default -> idOfAnother();
    };
  }

  /** An entry id of the previous request or the next one. */
  private String idOfAnother() {
    reached.mark(ReachableState.ENTRY_ID_OF_ANOTHER_REQUEST);
    String ids = request.ids();
    int number = Integer.parseUnsignedInt(ids.substring(0, ids.length() - 1), 16);
    int other = faults.roll(2) == 0 ? number - 1 : number + 1;
    return Integer.toHexString(other) + '-' + faults.roll(request.size());
  }

  private <T> void shuffle(List<T> entries) {
    for (int i = entries.size() - 1; i > 0; i--) {
      int other = faults.roll(i + 1);
      T entry = entries.get(i);
      entries.set(i, entries.get(other));
      entries.set(other, entry);
    }
  }
}
