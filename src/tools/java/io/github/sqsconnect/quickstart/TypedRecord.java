package io.github.sqsconnect.quickstart;

import io.github.sqsconnect.analysis.Preview;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.OutboundMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A record that waits for its answer. After a change of the configuration, a task has the one
 * before until it has restarted. So there may be several configurations that the record was sent
 * with, and only a message that arrives tells which one it was.
 */
final class TypedRecord {
  /** A committed record whose messages no known configuration explains. */
  private static final String UNKNOWN =
      " is committed, with a configuration that this window has not seen";

  private final ConsumerRecord<byte[], byte[]> raw;
  private final Map<Map<String, String>, Expected> expected = new LinkedHashMap<>();
  private final long fromNanos = System.nanoTime();
  private Map<String, String> latestSettings;
  private Preview.Outcome latest;
  private boolean committed;
  private boolean excused;

  /** The messages of one configuration that have not arrived yet. */
  private record Expected(List<OutboundMessage> messages) {
    static Expected of(Preview.Outcome outcome) {
      return new Expected(
          outcome.assembly() instanceof Assembly.Messages assembled
              ? new ArrayList<>(assembled.messages())
              : new ArrayList<>());
    }

    boolean hasQueue(String name) {
      return messages.stream().anyMatch(message -> isFor(name, message));
    }
  }

  TypedRecord(ConsumerRecord<byte[], byte[]> raw, Map<String, String> settings) {
    this.raw = raw;
    expect(settings);
  }

  /** Expects the messages of one more configuration, the latest one. */
  void expect(Map<String, String> settings) {
    if (!expected.containsKey(settings)) {
      latest = Preview.of(new HashMap<>(settings)).of(raw);
      expected.put(settings, Expected.of(latest));
    }
    latestSettings = settings;
  }

  /**
   * The expected message of a queue with this body. From then on, only its configuration counts.
   */
  Optional<OutboundMessage> arrived(String queue, String body) {
    for (Map.Entry<Map<String, String>, Expected> each : expected.entrySet()) {
      List<OutboundMessage> messages = each.getValue().messages();
      for (OutboundMessage message : messages) {
        if (isFor(queue, message) && message.body().equals(body)) {
          messages.remove(message);
          expected.keySet().retainAll(List.of(each.getKey()));
          return Optional.of(message);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isFor(String queue, OutboundMessage message) {
    return message.queue().name().equals(queue);
  }

  /** Whether what arrived was made with an earlier configuration than the latest. */
  boolean outdated() {
    return !expected.containsKey(latestSettings);
  }

  /** Whether no message is expected any more. */
  boolean complete() {
    return expected.values().stream().allMatch(each -> each.messages().isEmpty());
  }

  /** What became of a committed record of which nothing arrived in the queue of this window. */
  String answer(String queue) {
    TreeSet<String> urls = new TreeSet<>();
    boolean filtered = false;
    for (Expected each : expected.values()) {
      filtered |= each.messages().isEmpty();
      if (!each.hasQueue(queue)) {
        each.messages().forEach(message -> urls.add(message.queue().url()));
      }
    }
    if (urls.isEmpty()) {
      return position() + (filtered ? " was filtered: there is nothing to send" : UNKNOWN);
    }
    return "delivered to %s, which this window does not receive from (%s%s)"
        .formatted(String.join(" or ", urls), position(), filtered ? ", or filtered" : "");
  }

  /** Notes that it was found committed, and returns whether it was already. */
  boolean seenCommitted() {
    boolean before = committed;
    committed = true;
    return before;
  }

  /** Notes that its delay was explained, and returns whether it was not yet. */
  boolean excuse() {
    boolean first = !excused;
    excused = true;
    return first;
  }

  String position() {
    return latest.position();
  }

  ConsumerRecord<byte[], byte[]> raw() {
    return raw;
  }

  /** What the latest configuration makes of it. */
  Preview.Outcome latest() {
    return latest;
  }

  TopicPartition partition() {
    return new TopicPartition(raw.topic(), raw.partition());
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - fromNanos);
  }
}
