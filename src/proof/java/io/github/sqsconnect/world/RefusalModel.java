package io.github.sqsconnect.world;

import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the requests that are rejected in a row, from outside the connector. It is not known here
 * whether a message that is too large can be split, nor how a search ends. So there are two counts:
 * of requests that may be rejected finally, and of those that surely are.
 */
public final class RefusalModel {
  private static final int MOST = 10;
  private static final long HELD_MS = 2_000;

  private final World world;

  /** By record, when one of its messages was last rejected. */
  private final Map<Integer, Long> refusedAt = new HashMap<>();

  /** By queue. */
  private final int[] perhaps;

  private final int[] surely;

  public RefusalModel(World world) {
    this.world = world;
    perhaps = new int[world.setup().queues()];
    surely = new int[perhaps.length];
  }

  /** The task is about to read a response. */
  public void answered(Request request, boolean isPartOfSearch) {
    boolean all = true;
    boolean mayBeSplit = false;
    for (int i = 0; i < request.size(); i++) {
      DeliveryOutcome outcome = request.meant().outcomes().get(i);
      if (outcome instanceof DeliveryOutcome.Delivered) {
        perhaps[request.queue()] = 0;
        surely[request.queue()] = 0;
        all = false;
      } else if (outcome instanceof Rejected rejected) {
        mayBeSplit |= rejected.learnedLimit() > 0 && request.items()[i].length > 1;
        int item = request.items()[i][0];
        if (world.ledger().isCurrent(item, request.epochs()[i][0])) {
          refusedAt.put(world.topic().recordOf(item), world.now());
        }
      } else {
        all = false;
      }
    }
    if (all) {
      perhaps[request.queue()]++;
      surely[request.queue()] += mayBeSplit || isPartOfSearch || request.isHalved() ? 0 : 1;
    }
  }

  boolean mayStop(int queue) {
    return perhaps[queue] >= MOST;
  }

  public boolean mustStop(int queue) {
    return surely[queue] >= MOST;
  }

  /** The task reports a record. */
  void reported(int record) {
    Long since = refusedAt.get(record);
    if (since == null || surely[world.topic().queueOf(record)] == 0) {
      return;
    }
    if (world.now() - since < HELD_MS) {
      throw new Violation("reported too early", "the queue refuses everything");
    }
    world.reach(ReachableState.REPORT_DELAYED_WHILE_REQUESTS_ARE_REJECTED);
  }
}
