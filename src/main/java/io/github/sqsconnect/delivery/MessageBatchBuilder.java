package io.github.sqsconnect.delivery;

import java.util.ArrayList;
import java.util.List;

/** One request while it is filled, within the bounds of count and bytes. */
final class MessageBatchBuilder {
  private final RequestLimits limits;
  private final List<Delivery> deliveries = new ArrayList<>(10);
  private long bytes;

  MessageBatchBuilder(RequestLimits limits) {
    this.limits = limits;
  }

  boolean hasRoomFor(Delivery delivery) {
    return deliveries.isEmpty() || limits.allow(deliveries.size() + 1, bytes + delivery.bytes());
  }

  void add(Delivery delivery) {
    deliveries.add(delivery);
    bytes += delivery.bytes();
  }

  List<Delivery> deliveries() {
    return deliveries;
  }
}
