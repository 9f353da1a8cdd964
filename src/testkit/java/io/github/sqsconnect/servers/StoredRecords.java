package io.github.sqsconnect.servers;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.StoredMessage;
import io.github.sqsconnect.servers.NumberedRecords.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The numbered records that a queue has stored, in the order in which it stored them. */
public final class StoredRecords {
  private final ScriptedQueue queue;
  private final long clockBehindMillis;
  private final List<Arrival> arrivals = new ArrayList<>();
  private final Map<Place, Integer> counts = new HashMap<>();

  /**
   * A record that was stored.
   *
   * @param group the message group, empty on a standard queue
   * @param request the number of the request that brought it
   * @param atMillis when it was stored, by the clock of this machine
   */
  public record Arrival(Place place, String group, long request, long atMillis) {}

  public StoredRecords(ScriptedQueue queue) {
    this(queue, Duration.ZERO);
  }

  /** The records of a queue whose clock is behind the clock of this machine. */
  public StoredRecords(ScriptedQueue queue, Duration clockBehind) {
    this.queue = queue;
    this.clockBehindMillis = clockBehind.toMillis();
  }

  /** All records stored so far; one that was stored twice is listed twice. */
  public synchronized List<Arrival> arrivals() {
    refresh();
    return List.copyOf(arrivals);
  }

  private void refresh() {
    for (StoredMessage message : queue.messagesAfter(arrivals.size(), Integer.MAX_VALUE)) {
      Place place = Place.in(message.body());
      String group = message.groupId() == null ? "" : message.groupId();
      arrivals.add(
          new Arrival(
              place, group, message.request(), message.storedAtMillis() + clockBehindMillis));
      counts.merge(place, 1, Integer::sum);
    }
  }

  /** What a FIFO queue recognised as duplicates and did not store. */
  public List<Arrival> discarded() {
    List<Arrival> stored = arrivals();
    return queue.droppedDuplicates().stream()
        .map(
            again -> {
              Arrival first = stored.get((int) again.position() - 1);
              return new Arrival(
                  first.place(),
                  first.group(),
                  again.request(),
                  again.atMillis() + clockBehindMillis);
            })
        .toList();
  }

  /** How often each record was stored. */
  public synchronized Map<Place, Integer> counts() {
    refresh();
    return Map.copyOf(counts);
  }

  public Set<Place> places() {
    return counts().keySet();
  }

  /** How many different records were stored. */
  public synchronized int distinct() {
    refresh();
    return counts.size();
  }

  /** How many messages are copies of a record that was stored before. */
  public synchronized int duplicates() {
    refresh();
    return arrivals.size() - counts.size();
  }

  public void awaitDistinct(int count, Duration limit) {
    Await.until(count + " different records in " + queue.name(), limit, () -> distinct() >= count);
  }
}
