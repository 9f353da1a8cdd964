package io.github.sqsconnect.simulation;

import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import java.util.HashMap;
import java.util.HashSet;
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
    private int left;

    Search(int size) {
      left = size;
    }
  }

  /** By the first item of each message and its assignment, the search it is in. */
  private final Map<Long, Search> searches = new HashMap<>();

  /** Returns whether an answer shows that the configuration is at fault. */
  public boolean blamesConfiguration(Request request, boolean[] current) {
    Meant meant = request.meant();
    boolean refused = meant.wholeRequest() && isRefusal(meant, 0);
    if (refused && request.size() > 1) {
      if (!searches.containsKey(key(request, 0))) {
        Search search = new Search(request.size());
        for (int i = 0; i < request.size(); i++) {
          searches.put(key(request, i), search);
        }
      }
      return false;
    }
    if (meant.outcomes().get(0) == Answers.TOO_LONG) {
      return false;
    }
    boolean blames = false;
    for (int i = 0; i < request.size(); i++) {
      Search search = searches.remove(key(request, i));
      if (search != null && refused && current[i]) {
        search.codes.add(((Rejected) meant.outcomes().get(i)).answer().code());
        search.left--;
        blames |= search.left == 0 && search.codes.size() == 1;
      }
    }
    return blames;
  }

  private static long key(Request request, int message) {
    return ((long) request.epochs()[message][0] << 32) | request.items()[message][0];
  }

  private static boolean isRefusal(Meant meant, int message) {
    return meant.outcomes().get(message) instanceof Rejected rejected
        && rejected.learnedLimit() == 0;
  }
}
