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
 * The searches for bad messages, followed from outside: when every message of a refused request
 * turns out to be refused alone, with one code, then no record may be blamed.
 */
public final class SearchModel {
  /** One refused request and what has become of its messages. */
  private static final class Search {
    private final Set<String> codes = new HashSet<>();

    /** Halves that have not been answered, in the order in which they are sent. */
    private final List<List<Message>> parts = new ArrayList<>();

    private int left;

    Search(int size) {
      left = size;
    }
  }

  private record Message(long key, String group) {}

  private final Ledger ledger;

  /** By the first item of each message and its assignment, the search it is in. */
  private final Map<Long, Search> searches = new HashMap<>();

  public SearchModel(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Whether a request is a part of one that was refused as a whole. */
  public boolean isPart(Request request) {
    return searches.containsKey(key(request, 0));
  }

  /** Returns whether an answer shows that the configuration is at fault. */
  public boolean blamesConfiguration(Request request, boolean[] current) {
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
    recall(request, current);
    boolean blames = false;
    for (int i = 0; i < request.size(); i++) {
      Search search = searches.remove(key(request, i));
      if (search != null && isRefusal(meant, i) && current[i]) {
        search.codes.add(((Rejected) meant.outcomes().get(i)).error().code());
        search.left--;
        blames |= search.left == 0 && search.codes.size() == 1;
      }
    }
    return blames;
  }

  private void halve(Request request) {
    Search search = searches.get(key(request, 0));
    if (search == null) {
      return;
    }
    leave(search, request);
    List<Message> first = new ArrayList<>();
    List<Message> second = new ArrayList<>();
    for (int i = 0; i < request.size(); i++) {
      (i < request.size() / 2 ? first : second)
          .add(new Message(key(request, i), group(request, i)));
    }
    search.parts.add(0, second);
    search.parts.add(0, first);
  }

  private static String group(Request request, int message) {
    String group = request.entries().get(message).messageGroupId();
    return group == null ? "" : group;
  }

  private static void leave(Search search, Request request) {
    for (int i = 0; i < request.size(); i++) {
      long key = key(request, i);
      search.parts.forEach(part -> part.removeIf(message -> message.key() == key));
    }
  }

  /**
   * Halves that would overtake a message of their group are not sent as halves any more; neither
   * are halves behind them that share a group with them.
   */
  private void recall(Request request, boolean[] current) {
    Search search = searches.get(key(request, 0));
    if (search == null) {
      return;
    }
    leave(search, request);
    Set<String> held = new HashSet<>();
    for (int i = 0; i < request.size(); i++) {
      if (current[i] && !group(request, i).isEmpty() && isSentAgain(request, i)) {
        held.add(group(request, i));
      }
    }
    for (List<Message> part : search.parts) {
      if (part.stream().anyMatch(message -> isCurrent(message) && held.contains(message.group()))) {
        part.forEach(message -> searches.remove(message.key()));
        part.forEach(message -> held.add(message.group()));
        part.clear();
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
