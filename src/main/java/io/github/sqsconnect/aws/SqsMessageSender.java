package io.github.sqsconnect.aws;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.Delivery;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.delivery.MessageSender;
import io.github.sqsconnect.delivery.ServiceError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/**
 * Sends message batches with {@code SendMessageBatch}. Each batch gets exactly one completion,
 * independent of the response.
 *
 * <p><b>Entry ids.</b> Response entries are matched by id, never by order. An id also contains the
 * number of its request: {@code <request in hexadecimal>-<place>}. HTTP/1.1 does not mark which
 * request a response belongs to, so a response that stays on a connection is read as the response
 * to the next request. Its ids do not match.
 *
 * <p><b>Contradictions.</b> A message that the response reports as both sent and failed, or as
 * failed in two ways, is retried, like a message that the response does not mention. The retry can
 * store a message twice. Accepting one of the two results could lose it: the message may not be
 * stored, or its record goes to the dead-letter topic although the message was stored.
 */
public final class SqsMessageSender implements MessageSender {
  private static final Logger LOG = LoggerFactory.getLogger(SqsMessageSender.class);
  private static final DeliveryOutcome DELIVERED = new DeliveryOutcome.Delivered();
  private static final DeliveryOutcome UNACCOUNTED =
      new DeliveryOutcome.Retriable(
          DeliveryOutcome.Retriable.Cause.SERVICE,
          new ServiceError(
              "unaccounted", "the response reports the message neither as sent nor as failed", ""));

  private static final DeliveryOutcome CONTRADICTED =
      new DeliveryOutcome.Retriable(
          DeliveryOutcome.Retriable.Cause.SERVICE,
          new ServiceError("contradicted", "the response reports two results for the message", ""));

  private static final DeliveryOutcome UNREADABLE =
      new DeliveryOutcome.Retriable(
          DeliveryOutcome.Retriable.Cause.SERVICE,
          new ServiceError("unreadable", "the response could not be parsed", ""));

  private final SqsAsyncClient client;
  private final Consumer<Completion> answers;
  private final BooleanSupplier renewal;
  private final AtomicInteger nextRequest;

  /**
   * Sends through a client.
   *
   * @param answers receives the completions, mostly on a thread of the SDK
   * @param renewal lets the client use newer credentials; returns whether there are any
   * @param firstRequest the number of the first request; the others follow. It should be random, so
   *     that no response to another task, or to this one before a restart, has the same ids
   */
  public SqsMessageSender(
      SqsAsyncClient client,
      Consumer<Completion> answers,
      BooleanSupplier renewal,
      int firstRequest) {
    this.client = client;
    this.answers = answers;
    this.renewal = renewal;
    nextRequest = new AtomicInteger(firstRequest);
  }

  @Override
  public boolean renewCredentials() {
    return renewal.getAsBoolean();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the completion reports the result
  public void send(MessageBatch batch) {
    String ids = Integer.toHexString(nextRequest.getAndIncrement()) + '-';
    try {
      client
          .sendMessageBatch(request(batch, ids))
          .whenComplete(
              (response, error) -> answers.accept(completion(batch, ids, response, error)));
    } catch (RuntimeException e) {
      answers.accept(failed(batch, e));
    }
  }

  private SendMessageBatchRequest request(MessageBatch batch, String ids) {
    List<Delivery> deliveries = batch.deliveries();
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>(deliveries.size());
    for (int i = 0; i < deliveries.size(); i++) {
      entries.add(RequestEntry.of(ids + i, deliveries.get(i).message()));
    }
    return SendMessageBatchRequest.builder().queueUrl(batch.queue().url()).entries(entries).build();
  }

  /** Runs on an SDK thread. Must return a completion for any response. */
  private static Completion completion(
      MessageBatch batch,
      String ids,
      @Nullable SendMessageBatchResponse response,
      @Nullable Throwable error) {
    try {
      return error == null && response != null
          ? accounted(batch, ids, response)
          : failed(batch, error == null ? new IllegalStateException("no response") : error);
    } catch (Throwable unreadable) {
      return Completion.failed(batch, UNREADABLE);
    }
  }

  private static Completion failed(MessageBatch batch, Throwable error) {
    return Completion.failed(batch, SqsErrors.ofRequest(error, batch.deliveries().size()));
  }

  /** A message that the response reports neither as sent nor as failed is retried. */
  private static Completion accounted(
      MessageBatch batch, String ids, SendMessageBatchResponse response) {
    DeliveryOutcome[] outcomes = new DeliveryOutcome[batch.deliveries().size()];
    Arrays.fill(outcomes, UNACCOUNTED);
    for (SendMessageBatchResultEntry sent : response.successful()) {
      account(outcomes, ids, sent.id(), DELIVERED);
    }
    String requestId =
        response.responseMetadata() == null ? "" : response.responseMetadata().requestId();
    for (BatchResultErrorEntry failed : response.failed()) {
      account(outcomes, ids, failed.id(), SqsErrors.ofEntry(failed, requestId));
    }
    return Completion.of(batch, List.of(outcomes));
  }

  private static void account(
      DeliveryOutcome[] outcomes, String ids, @Nullable String id, DeliveryOutcome outcome) {
    int place = place(id, ids, outcomes.length);
    if (place < 0) {
      return;
    }
    boolean isNews = outcomes[place] == UNACCOUNTED || outcomes[place].equals(outcome);
    outcomes[place] = isNews ? outcome : CONTRADICTED;
  }

  private static int place(@Nullable String id, String ids, int entries) {
    int place =
        id != null && id.length() == ids.length() + 1 && id.startsWith(ids)
            ? id.charAt(ids.length()) - '0'
            : -1;
    if (place < 0 || place >= entries) {
      LOG.warn("event=unknown_entry_id id=\"{}\" entries={}; ignored", id, entries);
      return -1;
    }
    return place;
  }
}
