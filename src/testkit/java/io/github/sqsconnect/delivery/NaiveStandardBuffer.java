package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A model of a standard buffer: due retries first, then the oldest messages. */
final class NaiveStandardBuffer implements NaiveBuffer {
  private final DeliverySettings settings;
  private final List<Delivery> fresh = new ArrayList<>();
  private final Map<Delivery, Long> retries = new HashMap<>();

  NaiveStandardBuffer(DeliverySettings settings) {
    this.settings = settings;
  }

  @Override
  public void append(Delivery delivery) {
    fresh.add(delivery);
  }

  @Override
  public void reenqueue(Delivery gone, List<Delivery> back, long dueAt) {
    back.forEach(delivery -> retries.put(delivery, dueAt));
  }

  @Override
  public void complete(Delivery delivery) {}

  @Override
  public long nextSendableAt(long now) {
    if (NaiveBuffer.isFull(fresh, settings)) {
      return now;
    }
    long forFresh =
        fresh.isEmpty() ? QueueBacklog.NEVER : fresh.get(0).appendedAt() + settings.lingerMs();
    return Math.min(
        forFresh,
        retries.values().stream().mapToLong(Long::longValue).min().orElse(QueueBacklog.NEVER));
  }

  @Override
  public List<Delivery> drain(long now) {
    List<Delivery> request = new ArrayList<>();
    if (nextSendableAt(now) <= now) {
      List<Delivery> due =
          retries.keySet().stream()
              .filter(delivery -> retries.get(delivery) <= now)
              .sorted(Comparator.comparing(retries::get))
              .toList();
      fill(request, due);
      fill(request, fresh);
      fresh.removeAll(request);
      retries.keySet().removeAll(request);
    }
    return request;
  }

  private void fill(List<Delivery> request, List<Delivery> from) {
    for (Delivery delivery : from) {
      if (!NaiveBuffer.fits(delivery, request, settings)) {
        return;
      }
      request.add(delivery);
    }
  }

  @Override
  public List<Delivery> removable(int number) {
    return Stream.concat(fresh.stream(), retries.keySet().stream()).toList();
  }

  @Override
  public void remove(Set<Delivery> unwanted) {
    fresh.removeAll(unwanted);
    retries.keySet().removeAll(unwanted);
  }

  @Override
  public int size() {
    return fresh.size() + retries.size();
  }
}
