package io.github.sqsconnect.world;

import io.github.sqsconnect.delivery.DeliveryOutcome.Delivered;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * The message groups of one task, followed from outside the connector. At most one request of a
 * group is in flight, and no message overtakes one of its group that waits for a retry.
 */
public final class GroupModel {
  /**
   * A message that waits for a retry.
   *
   * @param halved whether its request was halved, so that it is sent with one of the halves
   */
  private record Retried(int item, int epoch, boolean halved) {}

  private final World world;
  private final Set<String> inFlight = new HashSet<>();
  private final Map<String, List<Retried>> retried = new HashMap<>();

  GroupModel(World world) {
    this.world = world;
  }

  /** The task sends a request. */
  public void sent(Request request) {
    BitSet ahead = new BitSet();
    for (int i = 0; i < request.size(); i++) {
      world.ledger().requireIds(group(request, i), id(request, i), request.items()[i]);
      int before = before(request, i);
      if (before < 0 ? !inFlight.add(group(request, i)) : !world.setup().relaxed()) {
        throw new Violation(
            "two of a group", "group " + group(request, i) + " has two messages in flight");
      }
      if (before >= 0) {
        world.reach(ReachableState.SEVERAL_OF_A_GROUP_IN_A_REQUEST);
        requireOrder(request, i);
      }
      int item = request.items()[i][0];
      if (world.ledger().isSentTooEarly(item, ahead)) {
        throw new Violation("order", name(item) + " overtakes another of its group");
      }
      ahead.set(item);
    }
    if (!retried.isEmpty()) {
      for (int i = 0; i < request.size(); i++) {
        if (before(request, i) < 0) {
          requireNothingOvertaken(request, group(request, i));
        }
      }
    }
  }

  private static String group(Request request, int message) {
    return request.entries().get(message).messageGroupId();
  }

  private static String id(Request request, int message) {
    SendMessageBatchRequestEntry entry = request.entries().get(message);
    return entry.messageDeduplicationId();
  }

  /** The index of the previous message of the same group, or -1. */
  private static int before(Request request, int message) {
    int before = message - 1;
    while (before >= 0 && !group(request, before).equals(group(request, message))) {
      before--;
    }
    return before;
  }

  private void requireOrder(Request request, int message) {
    int first = request.items()[message][0];
    for (int i = 0; i < message; i++) {
      int[] earlier = request.items()[i];
      if (earlier[earlier.length - 1] > first
          && partitionOf(earlier[0]) == partitionOf(first)
          && group(request, i).equals(group(request, message))) {
        throw new Violation("order", "of messages in request " + request.number());
      }
    }
  }

  private String name(int item) {
    return "record " + world.topic().nameOfItem(item);
  }

  private int partitionOf(int item) {
    return world.topic().partitionOf(world.topic().recordOf(item));
  }

  private void requireNothingOvertaken(Request request, String group) {
    List<Retried> waiting = retried.get(group);
    if (waiting == null) {
      return;
    }
    boolean half = false;
    boolean failed = false;
    for (Retried message : List.copyOf(waiting)) {
      boolean current = world.ledger().isCurrent(message.item(), message.epoch());
      if (current && !request.carries(message.item())) {
        requireNoneLater(request, group, message.item());
      } else {
        waiting.remove(message);
        half |= current && message.halved();
        failed |= current && !message.halved();
      }
    }
    if (waiting.isEmpty()) {
      retried.remove(group);
    }
    if (half && failed) {
      world.reach(ReachableState.HALF_PUT_BACK_INTO_THE_BUFFER);
    }
  }

  private void requireNoneLater(Request request, String group, int item) {
    for (int i = 0; i < request.size(); i++) {
      int first = request.items()[i][0];
      if (first > item
          && partitionOf(first) == partitionOf(item)
          && group(request, i).equals(group)) {
        throw new Violation(
            "overtaken", name(item) + " waits for a retry, " + name(first) + " goes before it");
      }
    }
  }

  /** The task is about to read the response. */
  public void settled(Request request) {
    boolean halved = request.isHalved();
    for (int i = 0; i < request.size(); i++) {
      inFlight.remove(group(request, i));
      int item = request.items()[i][0];
      int epoch = request.epochs()[i][0];
      boolean done =
          request.meant().outcomes().get(i) instanceof Delivered
              || (!halved && request.meant().outcomes().get(i) instanceof Rejected);
      if (!done && world.ledger().isCurrent(item, epoch)) {
        retried
            .computeIfAbsent(group(request, i), absent -> new ArrayList<>())
            .add(new Retried(item, epoch, halved));
      }
      int half = request.size() / 2;
      if (halved && i >= half && before(request, i) >= 0 && before(request, i) < half) {
        world.reach(ReachableState.GROUP_IN_BOTH_HALVES);
      }
    }
  }
}
