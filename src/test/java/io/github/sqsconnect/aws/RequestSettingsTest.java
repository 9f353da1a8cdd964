package io.github.sqsconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.delivery.MessageBatches;
import io.github.sqsconnect.message.TargetQueue;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** How settings appear in a request. */
class RequestSettingsTest {
  @Test
  void idsDifferBetweenRequestsAndStayValidWhenNumbersWrap() {
    RecordingSqsClient client = new RecordingSqsClient();
    TargetQueue queue = new TargetQueue("https://sqs.eu-west-1.amazonaws.com/123456789012/events");
    SqsMessageSender sender =
        new SqsMessageSender(
            client, new CompletionMailbox(() -> 0)::add, () -> false, Integer.MAX_VALUE);
    for (int i = 0; i < 3; i++) {
      sender.send(MessageBatches.batch(queue, "a", "b"));
    }
    assertThat(client.requests())
        .flatExtracting(SendMessageBatchRequest::entries)
        .extracting(SendMessageBatchRequestEntry::id)
        .containsExactly(
            "7fffffff-0", "7fffffff-1", "80000000-0", "80000000-1", "80000001-0", "80000001-1");
  }
}
