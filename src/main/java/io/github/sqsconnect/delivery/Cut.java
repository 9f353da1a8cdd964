package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import java.util.ArrayList;
import java.util.List;

/** One request while it is filled, within the bounds of count and bytes. */
final class Cut {
  private final DeliverySettings settings;
  private final List<Delivery> deliveries = new ArrayList<>(10);
  private long bytes;

  Cut(DeliverySettings settings) {
    this.settings = settings;
  }

  boolean takes(Delivery delivery) {
    return deliveries.isEmpty()
        || (deliveries.size() < settings.batchMaxMessages()
            && bytes + delivery.bytes() <= settings.batchMaxBytes());
  }

  void add(Delivery delivery) {
    deliveries.add(delivery);
    bytes += delivery.bytes();
  }

  List<Delivery> deliveries() {
    return deliveries;
  }
}
