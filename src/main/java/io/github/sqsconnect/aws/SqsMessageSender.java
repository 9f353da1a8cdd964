package io.github.sqsconnect.aws;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.Delivery;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.delivery.MessageSender;
import io.github.sqsconnect.delivery.ServiceError;
import io.github.sqsconnect.message.OutboundMessage;
import java.time.Duration;
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
 * Sends message batches with {@code SendMessageBatch}; each ends in exactly one completion,
 * whatever the answer holds.
 *
 * <p>Entries are told apart by their ids alone, never by their order. An id names its request too,
 * {@code <request in hexadecimal>-<place>}: HTTP/1.1 does not say which request an answer belongs
 * to, and what is left on a connection answers the next. An answer is believed about a message only
 * if all it says of its id is the same thing: a message that it names both sent and failed, or
 * failed in two ways, may be either, so it is tried again, like one that it does not name at all.
 * That can store a message twice; to believe one of the two could lose it, be it because it was
 * never stored, be it because a refusal sends its record to the dead-letter topic for good.
 */
public final class SqsMessageSender implements MessageSender {
  private static final Logger LOG = LoggerFactory.getLogger(SqsMessageSender.class);
  private static final DeliveryOutcome DELIVERED = new DeliveryOutcome.Delivered();
  private static final DeliveryOutcome UNACCOUNTED =
      new DeliveryOutcome.Retriable(
          DeliveryOutcome.Retriable.Cause.SERVICE,
          new ServiceError(
              "unaccounted", "the answer named the message neither sent nor failed", ""));

  private static final DeliveryOutcome CONTRADICTED =
      new DeliveryOutcome.Retriable(
          DeliveryOutcome.Retriable.Cause.SERVICE,
          new ServiceError("contradicted", "the answer said two things of the message", ""));

  private static final DeliveryOutcome UNREADABLE =
      new DeliveryOutcome.Retriable(
          DeliveryOutcome.Retriable.Cause.SERVICE,
          new ServiceError("unreadable", "the answer could not be read", ""));

  private final SqsAsyncClient client;
  private final Consumer<Completion> answers;
  private final @Nullable Integer delaySeconds;
  private final BooleanSupplier renewal;
  private final AtomicInteger nextRequest;

  /**
   * Sends through a client.
   *
   * @param answers takes the completions, mostly on a thread of the SDK
   * @param delay how long SQS hides a message; zero leaves it to the queue
   * @param renewal has the client sign with newer keys, if there are any, and says whether
   * @param firstRequest the number of the first request; the others follow. By chance, so that no
   *     answer to another task, or to this one before a restart, has its ids
   */
  public SqsMessageSender(
      SqsAsyncClient client,
      Consumer<Completion> answers,
      Duration delay,
      BooleanSupplier renewal,
      int firstRequest) {
    this.client = client;
    this.answers = answers;
    delaySeconds = delay.isZero() ? null : (int) delay.plusMillis(999).toSeconds();
    this.renewal = renewal;
    nextRequest = new AtomicInteger(firstRequest);
  }

  @Override
  public boolean renewCredentials() {
    return renewal.getAsBoolean();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the completion is where its end is seen
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
      OutboundMessage message = deliveries.get(i).message();
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(ids + i)
              .messageBody(message.body())
              .messageGroupId(message.groupId())
              .messageDeduplicationId(message.deduplicationId())
              .delaySeconds(delaySeconds)
              .build());
    }
    return SendMessageBatchRequest.builder().queueUrl(batch.queue().url()).entries(entries).build();
  }

  /** Runs on an SDK thread, and must end in a completion whatever the answer holds. */
  private static Completion completion(
      MessageBatch batch,
      String ids,
      @Nullable SendMessageBatchResponse response,
      @Nullable Throwable error) {
    try {
      return error == null && response != null
          ? accounted(batch, ids, response)
          : failed(batch, error == null ? new IllegalStateException("no answer") : error);
    } catch (Throwable unreadable) {
      return Completion.failed(batch, UNREADABLE);
    }
  }

  private static Completion failed(MessageBatch batch, Throwable error) {
    return Completion.failed(batch, SqsErrors.ofRequest(error, batch.deliveries().size()));
  }

  /** Every message has come back as sent or as failed, or it is tried again. */
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
