package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import java.util.List;
import java.util.Set;

/** The rules of lanes on plain lists that are searched anew for every question. */
interface NaiveBuffer {
  void append(Delivery delivery);

  void reenqueue(Delivery gone, List<Delivery> back, long dueAt);

  void complete(Delivery delivery);

  long nextSendableAt(long now);

  List<Delivery> drain(long now);

  /** What waits and may be taken out together. */
  List<Delivery> removable(int number);

  void remove(Set<Delivery> unwanted);

  int size();

  /** Whether a message may join those that a request holds already. */
  static boolean fits(Delivery delivery, List<Delivery> request, DeliverySettings settings) {
    return request.isEmpty()
        || (request.size() < settings.batchMaxMessages()
            && bytes(request) + delivery.bytes() <= settings.batchMaxBytes());
  }

  /** Whether so many messages are a request that waits for no more. */
  static boolean isFull(List<Delivery> messages, DeliverySettings settings) {
    return messages.size() >= settings.batchMaxMessages()
        || bytes(messages) >= settings.batchMaxBytes();
  }

  private static long bytes(List<Delivery> deliveries) {
    return deliveries.stream().mapToLong(Delivery::bytes).sum();
  }
}
