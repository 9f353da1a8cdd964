package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import java.util.List;
import java.util.Set;

/** A model of a message buffer: plain lists that every call searches from the start. */
interface NaiveBuffer {
  void append(Delivery delivery);

  void reenqueue(Delivery gone, List<Delivery> back, long dueAt);

  void complete(Delivery delivery);

  long nextSendableAt(long now);

  List<Delivery> drain(long now);

  /** Waiting messages that can be removed together. */
  List<Delivery> removable(int number);

  void remove(Set<Delivery> unwanted);

  int size();

  /** Whether a message fits into the request. */
  static boolean fits(Delivery delivery, List<Delivery> request, DeliverySettings settings) {
    return request.isEmpty()
        || (request.size() < settings.batchMaxMessages()
            && bytes(request) + delivery.bytes() <= settings.batchMaxBytes());
  }

  /** Whether these messages fill a request. */
  static boolean isFull(List<Delivery> messages, DeliverySettings settings) {
    return messages.size() >= settings.batchMaxMessages()
        || bytes(messages) >= settings.batchMaxBytes();
  }

  private static long bytes(List<Delivery> deliveries) {
    return deliveries.stream().mapToLong(Delivery::bytes).sum();
  }
}
