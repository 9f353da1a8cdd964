package io.github.sqsconnect.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A queue of the endpoint: its settings and every message it stored, in order. */
public final class ScriptedQueue {
  private static final Duration DEDUPLICATION_WINDOW = Duration.ofMinutes(5);

  /** A duplicate that was acknowledged and not stored: the first message's position, and when. */
  public record DroppedDuplicate(long position, long request, long atMillis) {}

  private record Seen(long position, Instant at) {}

  private final String name;
  private final String url;
  private final int keptBodyChars;
  private final List<StoredMessage> messages = new ArrayList<>();
  private final List<DroppedDuplicate> droppedDuplicates = new ArrayList<>();

  /** First message by deduplication key, in order of time, so that the expired are in front. */
  private final Map<String, Seen> deduplicationWindow = new LinkedHashMap<>();

  private volatile int longestMessage = SendRules.MAX_BYTES;
  private volatile boolean contentBasedDeduplication;
  private volatile boolean deduplicationPerGroup;
  private long positions;

  ScriptedQueue(String name, String url, int keptBodyChars) {
    if (!name.matches("[A-Za-z0-9_-]+(\\.fifo)?") || name.length() > 80) {
      throw new IllegalArgumentException("not a queue name: " + name);
    }
    this.name = name;
    this.url = url;
    this.keptBodyChars = keptBodyChars;
  }

  public String name() {
    return name;
  }

  public String url() {
    return url;
  }

  public boolean fifo() {
    return name.endsWith(".fifo");
  }

  /** The queue attribute MaximumMessageSize: the bytes of the longest accepted message. */
  public ScriptedQueue maximumMessageSize(int bytes) {
    longestMessage = bytes;
    return this;
  }

  public ScriptedQueue contentBasedDeduplication(boolean on) {
    contentBasedDeduplication = on;
    return this;
  }

  /** DeduplicationScope messageGroup instead of queue. */
  public ScriptedQueue deduplicationPerGroup(boolean on) {
    deduplicationPerGroup = on;
    return this;
  }

  /** All messages that are stored, in order. */
  public List<StoredMessage> messages() {
    return messagesAfter(0, Integer.MAX_VALUE);
  }

  public synchronized List<StoredMessage> messagesAfter(long position, int limit) {
    long removed = positions - messages.size();
    int from = (int) Math.min(messages.size(), Math.max(0, position - removed));
    int to = (int) Math.min(messages.size(), (long) from + limit);
    return List.copyOf(messages.subList(from, to));
  }

  public List<String> bodies() {
    return messages().stream().map(StoredMessage::body).toList();
  }

  public synchronized int size() {
    return messages.size();
  }

  /** Entries that were acknowledged and not stored, because their deduplication id was known. */
  public synchronized long duplicatesDropped() {
    return droppedDuplicates.size();
  }

  public synchronized List<DroppedDuplicate> droppedDuplicates() {
    return List.copyOf(droppedDuplicates);
  }

  /** Drops the messages; deduplication ids stay known, as on the service. */
  public synchronized void purge() {
    messages.clear();
  }

  /** Drops the messages up to a position, as {@link #purge} does. */
  public synchronized void purgeUpTo(long position) {
    long removed = positions - messages.size();
    int count = (int) Math.max(0, Math.min(messages.size(), position - removed));
    messages.subList(0, count).clear();
  }

  int longestMessage() {
    return longestMessage;
  }

  boolean hasContentBasedDeduplication() {
    return contentBasedDeduplication;
  }

  /** Stores the entry unless it is a duplicate; returns the position of the message. */
  synchronized long store(Entry entry, long request, Instant now) {
    if (fifo()) {
      forgetExpired(now.minus(DEDUPLICATION_WINDOW));
      Seen first =
          deduplicationWindow.putIfAbsent(deduplicationKey(entry), new Seen(positions + 1, now));
      if (first != null) {
        droppedDuplicates.add(new DroppedDuplicate(first.position(), request, now.toEpochMilli()));
        return first.position();
      }
    }
    positions++;
    messages.add(message(entry, request, now));
    return positions;
  }

  private void forgetExpired(Instant oldest) {
    Iterator<Seen> each = deduplicationWindow.values().iterator();
    while (each.hasNext() && !each.next().at().isAfter(oldest)) {
      each.remove();
    }
  }

  private StoredMessage message(Entry entry, long request, Instant now) {
    String body = entry.body();
    Attribute trace = entry.systemAttributes().get("AWSTraceHeader");
    return new StoredMessage(
        name,
        positions,
        request,
        now.toEpochMilli(),
        body.length() <= keptBodyChars ? body : body.substring(0, keptBodyChars),
        body.length(),
        entry.attributes(),
        trace == null ? null : trace.text(),
        entry.groupId(),
        entry.deduplicationId(),
        entry.delaySeconds());
  }

  /** The content hash covers only the body: attributes do not distinguish two messages. */
  private String deduplicationKey(Entry entry) {
    String id =
        entry.deduplicationId() == null ? Digests.sha256(entry.body()) : entry.deduplicationId();
    return deduplicationPerGroup ? entry.groupId() + " " + id : id;
  }
}
