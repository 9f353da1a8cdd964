package io.github.sqsconnect.world;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Checks that the items of a message group arrive in a FIFO queue in the order of their offsets.
 * With relaxed order, an item that failed may arrive after later items of the same request, and
 * after no others.
 */
public final class GroupOrder {
  private final WorldSetup setup;
  private final Topic topic;
  private final ReachedStates reached;

  /** Items that were rejected finally: later items may be stored before them. */
  private final BitSet outOfOrder = new BitSet();

  /** By group and partition, the last item that was stored for the first time. */
  private final Map<String, int[]> lastOfGroup = new HashMap<>();

  /** By item, the request that stored it first, and its group; for relaxed order. */
  private final Request[] storedBy;

  private final String[] groups;

  GroupOrder(WorldSetup setup, Topic topic, ReachedStates reached) {
    this.setup = setup;
    this.topic = topic;
    this.reached = reached;
    int kept = setup.relaxed() ? topic.items() : 0;
    storedBy = new Request[kept];
    groups = new String[kept];
  }

  /** SQS has rejected an item finally. */
  void refused(int item) {
    outOfOrder.set(item);
  }

  /** Items that SQS has rejected finally. */
  BitSet outOfOrder() {
    return outOfOrder;
  }

  /** An item is stored for the first time. */
  void storedFirst(String group, int item, Request by) {
    int partition = topic.partitionOf(topic.recordOf(item));
    int[] last = lastOfGroup.computeIfAbsent(group, absent -> newGroup());
    if (item < last[partition] && !outOfOrder.get(item)) {
      requireSameRequest(group, item, last[partition]);
    }
    if (setup.relaxed()) {
      storedBy[item] = by;
      groups[item] = group;
    }
    last[partition] = Math.max(last[partition], item);
    for (int p = 0; p < last.length; p++) {
      if (p != partition && last[p] >= 0) {
        reached.mark(ReachableState.GROUP_SPANS_PARTITIONS);
      }
    }
  }

  private int[] newGroup() {
    int[] last = new int[setup.partitions()];
    Arrays.fill(last, -1);
    return last;
  }

  private void requireSameRequest(String group, int item, int last) {
    for (int later = last; later > item; later--) {
      if (!setup.relaxed() || (group.equals(groups[later]) && !storedBy[later].carries(item))) {
        throw new Violation(
            "order",
            "record %s of group %s is stored after %s",
            topic.nameOfItem(item),
            group,
            topic.nameOfItem(later));
      }
    }
    reached.mark(ReachableState.MESSAGE_OVERTAKEN_WITHIN_ITS_REQUEST);
  }
}
