package io.github.sqsconnect.world;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The searches for bad messages, followed from outside the connector. SQS rejected a request as a
 * whole, so the task sends it again in halves. If SQS then rejects every message by itself with one
 * code, the configuration is wrong and the task must stop instead of reporting records.
 */
public final class SearchModel {
  /** One rejected request: the codes of its messages so far, and the halves still to be sent. */
  private static final class Search {
    private final Set<String> codes = new HashSet<>();

    /** Halves without a response, in the order in which they are sent. */
    private final List<List<Message>> halves = new ArrayList<>();

    private int left;

    Search(int size) {
      left = size;
    }
  }

  private record Message(long key, String group) {}

  private final Ledger ledger;

  /** By the first item of a message and its epoch, the search that the message is in. */
  private final Map<Long, Search> searches = new HashMap<>();

  public SearchModel(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Whether a request is part of one that was rejected as a whole. */
  public boolean isPart(Request request) {
    return searches.containsKey(key(request, 0));
  }

  /** Processes a response. Returns whether it shows that the configuration is wrong. */
  public boolean showsWrongConfiguration(Request request, boolean[] current) {
    IntendedOutcomes meant = request.meant();
    boolean refused = meant.wholeRequest() && isRefusal(meant, 0);
    if (refused && request.size() > 1) {
      if (!searches.containsKey(key(request, 0))) {
        Search search = new Search(request.size());
        for (int i = 0; i < request.size(); i++) {
          searches.put(key(request, i), search);
        }
      }
      halve(request);
      return false;
    }
    if (SqsOutcomes.isTooLong(meant.outcomes().get(0))) {
      halve(request);
      return false;
    }
    putBackIntoBuffer(request, current);
    boolean isConfiguration = false;
    for (int i = 0; i < request.size(); i++) {
      Search search = searches.remove(key(request, i));
      if (search != null && isRefusal(meant, i) && current[i]) {
        search.codes.add(((Rejected) meant.outcomes().get(i)).error().code());
        search.left--;
        isConfiguration |= search.left == 0 && search.codes.size() == 1;
      }
    }
    return isConfiguration;
  }

  private void halve(Request request) {
    Search search = searches.get(key(request, 0));
    if (search == null) {
      return;
    }
    removeFromHalves(search, request);
    List<Message> first = new ArrayList<>();
    List<Message> second = new ArrayList<>();
    for (int i = 0; i < request.size(); i++) {
      (i < request.size() / 2 ? first : second)
          .add(new Message(key(request, i), group(request, i)));
    }
    search.halves.add(0, second);
    search.halves.add(0, first);
  }

  private static String group(Request request, int message) {
    String group = request.entries().get(message).messageGroupId();
    return group == null ? "" : group;
  }

  private static void removeFromHalves(Search search, Request request) {
    for (int i = 0; i < request.size(); i++) {
      long key = key(request, i);
      search.halves.forEach(half -> half.removeIf(message -> message.key() == key));
    }
  }

  /**
   * Ends the search for halves that would overtake a message that is retried: their messages go
   * back into the buffer. The same applies to later halves that share a group with them.
   */
  private void putBackIntoBuffer(Request request, boolean[] current) {
    Search search = searches.get(key(request, 0));
    if (search == null) {
      return;
    }
    removeFromHalves(search, request);
    Set<String> waitingGroups = new HashSet<>();
    for (int i = 0; i < request.size(); i++) {
      if (current[i] && !group(request, i).isEmpty() && isSentAgain(request, i)) {
        waitingGroups.add(group(request, i));
      }
    }
    for (List<Message> half : search.halves) {
      if (half.stream()
          .anyMatch(message -> isCurrent(message) && waitingGroups.contains(message.group()))) {
        half.forEach(message -> searches.remove(message.key()));
        half.forEach(message -> waitingGroups.add(message.group()));
        half.clear();
      }
    }
  }

  private boolean isCurrent(Message message) {
    return ledger.isCurrent((int) message.key(), (int) (message.key() >>> 32));
  }

  private static boolean isSentAgain(Request request, int message) {
    DeliveryOutcome outcome = request.meant().outcomes().get(message);
    boolean isSplit =
        outcome instanceof Rejected rejected
            && rejected.learnedLimit() > 0
            && request.items()[message].length > 1;
    return isSplit || outcome instanceof Retriable || outcome instanceof Fatal;
  }

  private static long key(Request request, int message) {
    return ((long) request.epochs()[message][0] << 32) | request.items()[message][0];
  }

  private static boolean isRefusal(IntendedOutcomes meant, int message) {
    return meant.outcomes().get(message) instanceof Rejected rejected
        && rejected.learnedLimit() == 0;
  }
}
