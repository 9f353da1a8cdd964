package io.github.sqsconnect.fuzz;

import io.github.sqsconnect.aws.SqsMessageSender;
import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.Completions;
import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.delivery.MessageSender;
import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.message.OutboundMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The real sender over answers that are broken as long as the storm lasts. Notes which events of
 * which record the answers, as they came, list as sent; records are known by their message group.
 */
final class FuzzedWire implements MessageSender, Completions {
  private final CannedHttp http = new CannedHttp();
  private final ArrayDeque<Completion> mailbox = new ArrayDeque<>();
  private final SqsMessageSender sender =
      new SqsMessageSender(http.client(), mailbox::add, Duration.ZERO, () -> false, 0);
  private final Map<String, Set<String>> sent = new HashMap<>();
  private int requests;
  private Random random = new Random(0);
  private ManualClock clock = new ManualClock();
  private boolean stormy;

  /** Another task and another storm; what was noted is forgotten. */
  void begin(Random choices, ManualClock time) {
    random = choices;
    clock = time;
    stormy = true;
    sent.clear();
    mailbox.clear();
  }

  void calm() {
    stormy = false;
  }

  /** The answers on their way to a task that is no more. */
  void abandon() {
    mailbox.clear();
  }

  Set<String> sentOf(String group) {
    return sent.getOrDefault(group, Set.of());
  }

  @Override
  public void send(MessageBatch batch) {
    int entries = batch.deliveries().size();
    String ids = Integer.toHexString(requests++) + '-';
    Answer answer = stormy ? Answer.any(ids, entries, random) : Answer.delivered(ids, entries);
    if (stormy && random.nextBoolean()) {
      answer = answer.withBody(Mutation.some(answer.body(), random));
    }
    if (answer.status() < 300) {
      Set<String> named = Reading.of(answer.body()).sent();
      for (int i = 0; i < entries; i++) {
        if (named.contains(ids + i)) {
          note(batch.deliveries().get(i).message());
        }
      }
    }
    http.next(answer);
    sender.send(batch);
  }

  private void note(OutboundMessage message) {
    sent.computeIfAbsent(message.groupId(), group -> new HashSet<>()).addAll(events(message));
  }

  /** The places in the record of what a message carries. */
  static List<String> events(OutboundMessage message) {
    return message.events().isEmpty()
        ? List.of(message.events().batchIndex() + "/")
        : Events.of(message.events().toString()).stream()
            .map(event -> message.events().batchIndex() + "/" + event)
            .toList();
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
