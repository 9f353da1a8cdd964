package io.github.sqsconnect.simulation;

import io.github.sqsconnect.aws.SqsMessageSender;
import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.Completions;
import io.github.sqsconnect.delivery.Delivery;
import io.github.sqsconnect.delivery.MessageSender;
import io.github.sqsconnect.world.Request;
import io.github.sqsconnect.world.TaskLifecycle;
import io.github.sqsconnect.world.TaskRequests;
import io.github.sqsconnect.world.Violation;
import io.github.sqsconnect.world.World;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * The SDK's client of one task, below the real sender: passes its requests to the simulated queue,
 * and its completions to the task when the task waits for them. Checks that every answer is read as
 * it was meant, once.
 */
final class SimulatedSqsClient implements Completions {
  /** So that the numbers of requests start again at 0 soon. */
  private static final int FIRST_REQUEST = -2;

  private final World world;
  private final TaskLifecycle life;
  private final TaskRequests requests;
  private final SimulatedQueue queue;
  private final MessageSender sender;
  private final ArrayDeque<Request> mailbox = new ArrayDeque<>();
  private int nextRequest = FIRST_REQUEST;

  /** The request whose answer the sender is reading, or null. */
  private Request answering;

  private boolean isMisdelivered;

  SimulatedSqsClient(World world, TaskLifecycle life, TaskRequests requests, SimulatedQueue queue) {
    this.world = world;
    this.life = life;
    this.requests = requests;
    this.queue = queue;
    sender =
        new SqsMessageSender(
            new SqsClientStub(this::send),
            this::receive,
            requests::renewCredentials,
            FIRST_REQUEST);
  }

  /** The real sender of the task. */
  MessageSender sender() {
    return sender;
  }

  boolean isAlive() {
    return !life.isOver();
  }

  private CompletableFuture<SendMessageBatchResponse> send(SendMessageBatchRequest batch) {
    String ids = Integer.toHexString(nextRequest++) + '-';
    List<SendMessageBatchRequestEntry> entries = batch.entries();
    for (int i = 0; i < entries.size(); i++) {
      if (!entries.get(i).id().equals(ids + i)) {
        throw new Violation("illegal request", "entry " + i + " has id " + entries.get(i).id());
      }
    }
    Request request =
        requests.sent(
            nextRequest - FIRST_REQUEST, world.setup().queueAt(batch.queueUrl()), entries);
    RuntimeException refusal = queue.send(request, this);
    if (refusal != null) {
      answering = request;
      throw refusal;
    }
    return request.future();
  }

  /** An answer has come back; the sender reads it. */
  void answer(Request request) {
    if (life.isOver()) {
      return;
    }
    answering = request;
    request.complete();
    isMisdelivered |= answering != null;
  }

  /** What the sender has read. Must not throw: who completes a future does not see it. */
  private void receive(Completion completion) {
    if (answering == null) {
      isMisdelivered = true;
      return;
    }
    answering.read(completion);
    mailbox.add(answering);
    answering = null;
  }

  @Override
  public Completion take(Duration atMost) {
    requests.requireCredentialsChecked();
    long deadline = world.now() + atMost.toMillis();
    queue.advanceTo(world.now());
    while (mailbox.isEmpty() && world.now() < deadline) {
      queue.advanceTo(Math.min(deadline, queue.nextEventAt()));
    }
    life.crashIfPlanned();
    if (isMisdelivered) {
      throw new Violation("misdelivered", "a request has no completion, or more than one");
    }
    Request request = mailbox.poll();
    if (request == null) {
      return null;
    }
    requireOwn(request);
    request.meant().require(request, request.read());
    requests.settled(request);
    return request.read();
  }

  /** The completion must be about the messages of the request that was answered. */
  private static void requireOwn(Request request) {
    List<Delivery> deliveries = request.read().batch().deliveries();
    for (int i = 0; i < request.size(); i++) {
      if (!deliveries.get(i).message().body().equals(request.entries().get(i).messageBody())) {
        throw new Violation(
            "misdelivered", "request " + request.number() + " has another's answer");
      }
    }
  }
}
