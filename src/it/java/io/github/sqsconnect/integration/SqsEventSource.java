package io.github.sqsconnect.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Passes the messages of a queue to a Lambda function, as Lambda does with {@code
 * ReportBatchItemFailures}: it deletes all messages that the function does not report as failed.
 */
final class SqsEventSource {
  private final SqsClient client;
  private final String queueUrl;
  private final Map<String, Integer> receives = new TreeMap<>();
  private final Set<String> failed = new HashSet<>();

  SqsEventSource(SqsClient client, String queueUrl) {
    this.client = client;
    this.queueUrl = queueUrl;
  }

  /** Calls the function until the queue is empty. */
  void drain(UnaryOperator<String> function) {
    while (depth(client, queueUrl) > 0) {
      List<Message> messages =
          client
              .receiveMessage(
                  request ->
                      request
                          .queueUrl(queueUrl)
                          .maxNumberOfMessages(10)
                          .waitTimeSeconds(1)
                          .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
              .messages();
      if (!messages.isEmpty()) {
        deliver(messages, function);
      }
    }
  }

  private void deliver(List<Message> messages, UnaryOperator<String> function) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    ArrayNode records = event.putArray("Records");
    for (Message message : messages) {
      receives.merge(message.messageId(), 1, Integer::sum);
      ObjectNode record = records.addObject();
      record.put("messageId", message.messageId()).put("receiptHandle", message.receiptHandle());
      record.put("body", message.body()).put("md5OfBody", message.md5OfBody());
      record.put("eventSource", "aws:sqs").put("awsRegion", "us-east-1");
      record.put("eventSourceARN", "arn:aws:sqs:us-east-1:000000000000:events");
      record.putObject("messageAttributes");
      ObjectNode attributes = record.putObject("attributes");
      message.attributesAsStrings().forEach(attributes::put);
    }

    Set<String> reported = new HashSet<>();
    JsonNode response = TestJson.parse(function.apply(event.toString()));
    response
        .required("batchItemFailures")
        .forEach(each -> reported.add(each.required("itemIdentifier").asText()));
    failed.addAll(reported);
    for (Message message : messages) {
      if (!reported.contains(message.messageId())) {
        client.deleteMessage(r -> r.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
      }
    }
  }

  /** How often each message was received. */
  Map<String, Integer> receives() {
    return receives;
  }

  /** The messages that the function reported. */
  Set<String> failed() {
    return failed;
  }

  /** How many messages a queue has, including those in flight. */
  static int depth(SqsClient client, String queueUrl) {
    return client
        .getQueueAttributes(
            request ->
                request
                    .queueUrl(queueUrl)
                    .attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
        .attributes()
        .values()
        .stream()
        .mapToInt(Integer::parseInt)
        .sum();
  }
}
