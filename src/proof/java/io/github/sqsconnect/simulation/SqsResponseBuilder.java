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
 * One answer that names entries, as the SDK hands it over: what is meant for each, and then all
 * that may be wrong with ids. Whatever is added never changes what is meant.
 */
final class SqsResponseBuilder {
  private static final DeliveryOutcome[] FAILURES = {
    SqsOutcomes.THROTTLED,
    SqsOutcomes.SERVER_ERROR,
    SqsOutcomes.UNKNOWN,
    SqsOutcomes.KEY_DENIED,
    SqsOutcomes.INVALID
  };

  /** What no id of a request ends with, behind what all of them begin with. */
  private static final String[] STRANGE_ENDS = {
    "10", "-1", "", "x", "entry", "00", "1 ", "+1", "/", ":", "\u0660", "2147483648"
  };

  private static final String[] STRANGE = {null, "", "0", "-0", "x", "entry"};

  private static final SqsResponseMetadata METADATA =
      SqsResponseMetadata.create(
          DefaultAwsResponseMetadata.create(Map.of("AWS_REQUEST_ID", EntryErrors.REQUEST_ID)));

  private final Request request;
  private final EntryErrors wording;
  private final ActiveFaults faults;
  private final ReachedStates reached;
  private final List<SendMessageBatchResultEntry> sent = new ArrayList<>();
  private final List<BatchResultErrorEntry> failed = new ArrayList<>();

  private SqsResponseBuilder(
      Request request, EntryErrors wording, ActiveFaults faults, ReachedStates reached) {
    this.request = request;
    this.wording = wording;
    this.faults = faults;
    this.reached = reached;
  }

  /** The answer with one outcome for each entry, in the words of a service. */
  static SendMessageBatchResponse of(
      Request request,
      IntendedOutcomes meant,
      EntryErrors wording,
      ActiveFaults faults,
      ReachedStates reached) {
    SqsResponseBuilder reply = new SqsResponseBuilder(request, wording, faults, reached);
    for (int place = 0; place < meant.outcomes().size(); place++) {
      reply.say(meant.outcomes().get(place), place);
    }
    return reply.build();
  }

  /** An answer that holds something that is no entry, so that nothing of it can be relied upon. */
  static SendMessageBatchResponse unreadable(Request request) {
    return response(Arrays.asList(sent(request.id(0)), null), List.of());
  }

  private static SendMessageBatchResponse response(
      List<SendMessageBatchResultEntry> sent, List<BatchResultErrorEntry> failed) {
    SendMessageBatchResponse.Builder builder =
        SendMessageBatchResponse.builder().successful(sent).failed(failed);
    builder.responseMetadata(METADATA);
    return builder.build();
  }

  private static SendMessageBatchResultEntry sent(String id) {
    return SendMessageBatchResultEntry.builder().id(id).messageId("message").build();
  }

  private void say(DeliveryOutcome meant, int place) {
    if (meant == SqsOutcomes.UNACCOUNTED) {
      if (faults.idsAreStrange()) {
        addStrange(1);
      }
    } else if (meant == SqsOutcomes.CONTRADICTED) {
      contradict(place);
    } else if (meant == SqsOutcomes.DELIVERED) {
      sent.add(sent(request.id(place)));
      if (faults.idsAreDoubled()) {
        reached.mark(ReachableState.SENT_TWICE_IN_ANSWER);
        sent.add(sent(request.id(place)));
      }
    } else {
      BatchResultErrorEntry entry = fail(meant, place);
      if (faults.idsAreDoubled()) {
        reached.mark(ReachableState.FAILED_TWICE_IN_ANSWER);
        failed.add(entry);
      }
    }
  }

  private BatchResultErrorEntry fail(DeliveryOutcome meant, int place) {
    BatchResultErrorEntry entry = wording.of(meant, request.id(place), faults, reached);
    failed.add(entry);
    return entry;
  }

  private void contradict(int place) {
    int first = faults.roll(FAILURES.length);
    fail(FAILURES[first], place);
    if (faults.roll(2) == 0) {
      reached.mark(ReachableState.SENT_AND_FAILED_IN_ANSWER);
      sent.add(sent(request.id(place)));
    } else {
      reached.mark(ReachableState.FAILED_IN_TWO_WAYS_IN_ANSWER);
      fail(FAILURES[(first + 1 + faults.roll(FAILURES.length - 1)) % FAILURES.length], place);
    }
  }

  private SendMessageBatchResponse build() {
    if (faults.idsAreStrange()) {
      addStrange(1 + faults.roll(3));
      sent.add(sent(request.ids() + request.size()));
    }
    if (faults.hasIdFaults()) {
      shuffle(sent);
      shuffle(failed);
    }
    return response(sent, failed);
  }

  private void addStrange(int count) {
    for (int i = 0; i < count; i++) {
      String id = strangeId();
      if (faults.roll(2) == 0) {
        reached.mark(ReachableState.STRANGE_ID_SENT);
        sent.add(sent(id));
      } else {
        reached.mark(ReachableState.STRANGE_ID_FAILED);
        DeliveryOutcome meant = FAILURES[faults.roll(FAILURES.length)];
        failed.add(wording.of(meant, id, faults, reached));
      }
    }
  }

  /** An id that no entry of the request has. */
  private String strangeId() {
    return switch (faults.roll(3)) {
      case 0 -> STRANGE[faults.roll(STRANGE.length)];
      case 1 -> request.ids() + STRANGE_ENDS[faults.roll(STRANGE_ENDS.length)];
      default -> idOfAnother();
    };
  }

  /** What an answer names that belongs to the request before or behind. */
  private String idOfAnother() {
    reached.mark(ReachableState.ID_OF_ANOTHER_REQUEST);
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
