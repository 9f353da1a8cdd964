package io.github.sqsconnect.aws;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.Delivery;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.delivery.MessageSender;
import io.github.sqsconnect.delivery.ServiceAnswer;
import io.github.sqsconnect.message.OutboundMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/** Sends message batches with {@code SendMessageBatch}; the answer ends in the mailbox, always. */
public final class SqsMessageSender implements MessageSender {
  private static final Logger LOG = LoggerFactory.getLogger(SqsMessageSender.class);
  private static final DeliveryOutcome DELIVERED = new DeliveryOutcome.Delivered();
  private static final DeliveryOutcome UNACCOUNTED =
      new DeliveryOutcome.Retriable(
          DeliveryOutcome.Retriable.Cause.SERVICE,
          new ServiceAnswer(
              "unaccounted", "the answer named the message neither sent nor failed", ""));

  private static final DeliveryOutcome UNREADABLE =
      new DeliveryOutcome.Retriable(
          DeliveryOutcome.Retriable.Cause.SERVICE,
          new ServiceAnswer("unreadable", "the answer could not be read", ""));

  private final SqsAsyncClient client;
  private final CompletionMailbox mailbox;
  private final @Nullable Integer delaySeconds;
  private final BooleanSupplier renewal;

  /**
   * A sender for one task.
   *
   * @param delay how long SQS hides a message; zero leaves it to the queue
   * @param renewal has the client sign with newer keys, if there are any, and says whether
   */
  public SqsMessageSender(
      SqsAsyncClient client, CompletionMailbox mailbox, Duration delay, BooleanSupplier renewal) {
    this.client = client;
    this.mailbox = mailbox;
    delaySeconds = delay.isZero() ? null : (int) delay.plusMillis(999).toSeconds();
    this.renewal = renewal;
  }

  @Override
  public boolean renewCredentials() {
    return renewal.getAsBoolean();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the mailbox is where its end is seen
  public void send(MessageBatch batch) {
    try {
      client
          .sendMessageBatch(request(batch))
          .whenComplete((response, error) -> mailbox.add(completion(batch, response, error)));
    } catch (RuntimeException e) {
      mailbox.add(failed(batch, e));
    }
  }

  private SendMessageBatchRequest request(MessageBatch batch) {
    List<Delivery> deliveries = batch.deliveries();
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>(deliveries.size());
    for (int i = 0; i < deliveries.size(); i++) {
      OutboundMessage message = deliveries.get(i).message();
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(i))
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
      MessageBatch batch, @Nullable SendMessageBatchResponse response, @Nullable Throwable error) {
    try {
      return error == null && response != null
          ? accounted(batch, response)
          : failed(batch, error == null ? new IllegalStateException("no answer") : error);
    } catch (Throwable unreadable) {
      return Completion.failed(batch, UNREADABLE);
    }
  }

  private static Completion failed(MessageBatch batch, Throwable error) {
    return Completion.failed(batch, SqsErrors.ofRequest(error, batch.deliveries().size()));
  }

  /** Every message has come back as sent or failed, or it is tried again. */
  private static Completion accounted(MessageBatch batch, SendMessageBatchResponse response) {
    DeliveryOutcome[] outcomes = new DeliveryOutcome[batch.deliveries().size()];
    Arrays.fill(outcomes, UNACCOUNTED);
    for (SendMessageBatchResultEntry sent : response.successful()) {
      int place = place(sent.id(), outcomes.length);
      if (place >= 0) {
        outcomes[place] = DELIVERED;
      }
    }
    String requestId =
        response.responseMetadata() == null ? "" : response.responseMetadata().requestId();
    for (BatchResultErrorEntry failed : response.failed()) {
      int place = place(failed.id(), outcomes.length);
      if (place >= 0) {
        outcomes[place] = SqsErrors.ofEntry(failed, requestId);
      }
    }
    return Completion.of(batch, List.of(outcomes));
  }

  private static int place(@Nullable String id, int entries) {
    int place = id != null && id.length() == 1 ? id.charAt(0) - '0' : -1;
    if (place < 0 || place >= entries) {
      LOG.warn("event=unknown_entry_id id=\"{}\" entries={}; ignored", id, entries);
      return -1;
    }
    return place;
  }
}
