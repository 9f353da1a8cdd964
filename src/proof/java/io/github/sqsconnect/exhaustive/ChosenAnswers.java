package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.Completions;
import io.github.sqsconnect.delivery.Delivery;
import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.delivery.MessageSender;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.world.Request;
import io.github.sqsconnect.world.TaskLifecycle;
import io.github.sqsconnect.world.TaskRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * The queue as one task sees it. The response to a request is chosen when the task asks for
 * completions, because the task cannot see it earlier.
 */
final class ChosenAnswers implements MessageSender, Completions {
  /** How long a fault that may pass by itself is retried. */
  private static final long MAY_PASS_MS = 30_000;

  private record Sent(MessageBatch batch, Request request) {}

  private final SmallWorld small;
  private final TaskLifecycle life;
  private final TaskRequests requests;
  private final List<Sent> inFlight = new ArrayList<>();
  private int numbers;

  /** Whether the current call has waited. */
  private boolean hasWaited;

  /** When the current call began; after its time limit a call no longer waits. */
  private long startedAt;

  ChosenAnswers(SmallWorld small, TaskLifecycle life, TaskRequests requests) {
    this.small = small;
    this.life = life;
    this.requests = requests;
  }

  @Override
  public void send(MessageBatch batch) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>(batch.deliveries().size());
    for (Delivery delivery : batch.deliveries()) {
      OutboundMessage message = delivery.message();
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .messageBody(message.body())
              .messageGroupId(message.groupId())
              .messageDeduplicationId(message.deduplicationId())
              .build());
    }
    int queue = small.world().setup().queueAt(batch.queue().url());
    inFlight.add(new Sent(batch, requests.sent(++numbers, queue, entries)));
  }

  @Override
  public boolean renewCredentials() {
    return requests.renewCredentials();
  }

  /** A call of the worker begins. */
  void beginCall() {
    hasWaited = false;
    startedAt = small.world().now();
  }

  @Override
  public Completion take(Duration atMost) {
    requests.requireCredentialsChecked();
    boolean waits = !atMost.isZero();
    hasWaited |= waits;
    if (!inFlight.isEmpty() && !isRedundant(waits)) {
      small.state(small.call().at(stage(waits)));
      int choice = small.choose(options());
      for (Sent sent : inFlight) {
        int possible = possible(sent.request().size());
        if (choice < possible) {
          return answered(sent, AnswerChoice.of(sent.request().size()).get(choice));
        }
        choice -= possible;
      }
    }
    if (waits) {
      small.pass(Scope.UNIT_MS);
    }
    return null;
  }

  private int stage(boolean waits) {
    boolean isLate = small.world().now() > startedAt;
    return (waits ? 1 : 0) + (hasWaited ? 2 : 0) + (isLate ? 4 : 0);
  }

  /**
   * When a commit waits for all requests in flight, a response before the wait has the same effect
   * as one during the wait. With two queues, it may not wait for all.
   */
  private boolean isRedundant(boolean waits) {
    return small.scope().queues() == 1
        && life.phase() == TaskLifecycle.Phase.PRE_COMMIT
        && !waits
        && small.call().isOfAll();
  }

  private int options() {
    int options = 1;
    for (Sent sent : inFlight) {
      options += possible(sent.request().size());
    }
    return options;
  }

  private int possible(int size) {
    List<AnswerChoice> answers = AnswerChoice.of(size);
    int count = answers.size();
    while (answers.get(count - 1).faults() > small.faultsLeft()) {
      count--;
    }
    return count;
  }

  private Completion answered(Sent sent, AnswerChoice answer) {
    small.fault(answer.faults());
    if (answer.lasts()) {
      small.pass(MAY_PASS_MS);
    }
    Request request = sent.request();
    small.world().log().add("queue", "answers request ", request.number(), ": ", answer.name());
    store(request, answer);
    request.answer(answer.meant(), null);
    inFlight.remove(sent);
    requests.settled(request);
    return answer.completion(sent.batch());
  }

  /**
   * Records in the ledger what is stored. Messages of an earlier assignment do not count: the task
   * must not rely on them.
   */
  private void store(Request request, AnswerChoice answer) {
    for (int i = 0; i < request.size(); i++) {
      int item = request.items()[i][0];
      if (answer.stored()[i] && small.world().ledger().isCurrent(item, request.epochs()[i][0])) {
        String group = request.entries().get(i).messageGroupId();
        small.world().ledger().stored(group, new int[] {item}, request);
      }
    }
  }
}
