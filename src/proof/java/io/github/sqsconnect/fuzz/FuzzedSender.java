package io.github.sqsconnect.fuzz;

import io.github.sqsconnect.aws.SqsMessageSender;
import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.Completions;
import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.delivery.MessageSender;
import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.property.Draw;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The real sender on top of responses that are broken while {@link #injectsFaults}. It notes which
 * events of which record the responses list as sent; the message group identifies the record.
 */
final class FuzzedSender implements MessageSender, Completions {
  private final FixedResponseClient http = new FixedResponseClient();
  private final ArrayDeque<Completion> mailbox = new ArrayDeque<>();
  private final SqsMessageSender sender =
      new SqsMessageSender(http.client(), mailbox::add, () -> false, 0);
  private final Map<String, Set<String>> sent = new HashMap<>();
  private int requests;
  private Draw draw = Draw.random(new Random(0));
  private ManualClock clock = new ManualClock();
  private boolean injectsFaults;

  /** Starts with broken responses again and forgets what was noted. */
  void reset(Draw choices, ManualClock time) {
    draw = choices;
    clock = time;
    injectsFaults = true;
    sent.clear();
    mailbox.clear();
  }

  void stopFaults() {
    injectsFaults = false;
  }

  /** Drops the responses for a task that has stopped. */
  void dropResponses() {
    mailbox.clear();
  }

  Set<String> sentOf(String group) {
    return sent.getOrDefault(group, Set.of());
  }

  @Override
  public void send(MessageBatch batch) {
    int entries = batch.deliveries().size();
    String ids = Integer.toHexString(requests++) + '-';
    FuzzedResponse response =
        injectsFaults
            ? FuzzedResponse.any(ids, entries, draw)
            : FuzzedResponse.delivered(ids, entries);
    if (injectsFaults && draw.coin()) {
      response = response.withBody(ByteMutation.some(response.body(), draw));
    }
    if (response.status() < 300) {
      Set<String> named = ListedIds.of(response.body()).sent();
      for (int i = 0; i < entries; i++) {
        if (named.contains(ids + i)) {
          note(batch.deliveries().get(i).message());
        }
      }
    }
    http.respondWith(response);
    sender.send(batch);
  }

  private void note(OutboundMessage message) {
    sent.computeIfAbsent(message.groupId(), group -> new HashSet<>()).addAll(events(message));
  }

  /** Batch index and event index of each event in a message. */
  static List<String> events(OutboundMessage message) {
    return message.events().isEmpty()
        ? List.of(message.events().batchIndex() + "/")
        : indexes(message.events().toString()).stream()
            .map(event -> message.events().batchIndex() + "/" + event)
            .toList();
  }

  /** Expands ranges of event indexes, such as {@code 0-4,6}. */
  static List<Integer> indexes(String ranges) {
    List<Integer> events = new ArrayList<>();
    if (ranges.isEmpty()) {
      return events;
    }
    for (String range : ranges.split(",", -1)) {
      String[] ends = range.split("-", -1);
      for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
        events.add(i);
      }
    }
    return events;
  }

  @Override
  public boolean renewCredentials() {
    return sender.renewCredentials();
  }

  @Override
  public Completion take(Duration atMost) {
    if (mailbox.isEmpty()) {
      clock.advance(atMost.toMillis());
    }
    return mailbox.poll();
  }
}
