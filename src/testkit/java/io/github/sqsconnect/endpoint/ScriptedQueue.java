package io.github.sqsconnect.endpoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A queue of the endpoint: its settings, and everything it has taken, in order. */
public final class ScriptedQueue {
  /** Where an entry ended. */
  record Stored(long position, boolean duplicate) {}

  /** An entry acknowledged and not stored: which message stood for it, and who sent it again. */
  public record Swallowed(long position, long request, long atMillis) {}

  private final String name;
  private final String url;
  private final int keptBodyChars;
  private final List<StoredMessage> messages = new ArrayList<>();
  private final DeduplicationWindow window = new DeduplicationWindow();
  private volatile int longestMessage = BatchRules.MOST_BYTES;
  private volatile boolean contentBasedDeduplication;
  private volatile boolean deduplicationPerGroup;
  private final List<Swallowed> swallowed = new ArrayList<>();
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

  /** The queue attribute MaximumMessageSize: the bytes of the longest message that passes. */
  public ScriptedQueue maximumMessageSize(int bytes) {
    longestMessage = bytes;
    return this;
  }

  public ScriptedQueue contentBasedDeduplication(boolean on) {
    contentBasedDeduplication = on;
    return this;
  }

  /** DeduplicationScope messageGroup in place of queue. */
  public ScriptedQueue deduplicationPerGroup(boolean on) {
    deduplicationPerGroup = on;
    return this;
  }

  /** Everything taken so far, in order. */
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

  /** Entries acknowledged and not stored, because their deduplication id was known. */
  public synchronized long duplicatesSwallowed() {
    return swallowed.size();
  }

  public synchronized List<Swallowed> swallowed() {
    return List.copyOf(swallowed);
  }

  /** Drops the messages; what the deduplication window remembers stays, as in the service. */
  public synchronized void purge() {
    messages.clear();
  }

  public synchronized void forgetDeduplicationIds() {
    window.clear();
  }

  int longestMessage() {
    return longestMessage;
  }

  boolean hasContentBasedDeduplication() {
    return contentBasedDeduplication;
  }

  synchronized Stored store(Entry entry, long request, Instant now) {
    String id = fifo() ? deduplicationKey(entry) : "";
    if (fifo()) {
      OptionalLong first = window.firstPosition(id, now);
      if (first.isPresent()) {
        swallowed.add(new Swallowed(first.getAsLong(), request, now.toEpochMilli()));
        return new Stored(first.getAsLong(), true);
      }
    }
    positions++;
    messages.add(message(entry, request, now));
    if (fifo()) {
      window.remember(id, positions, now);
    }
    return new Stored(positions, false);
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
        entry.delaySeconds() == null ? 0 : entry.delaySeconds());
  }

  /** The content hash covers the body alone: attributes do not tell two messages apart. */
  private String deduplicationKey(Entry entry) {
    String id =
        entry.deduplicationId() == null ? Digests.sha256(entry.body()) : entry.deduplicationId();
    return deduplicationPerGroup ? entry.groupId() + " " + id : id;
  }
}
