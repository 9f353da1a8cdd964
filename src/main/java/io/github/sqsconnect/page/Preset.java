package io.github.sqsconnect.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings from which a user starts. Account and names of queues are to be replaced. */
record Preset(String title, String description, Map<String, String> settings) {
  private static final String QUEUES = "https://sqs.eu-west-1.amazonaws.com/123456789012/";
  private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

  static List<Preset> all() {
    return List.of(
        of(
            "Standard queue",
            "JSON values to one queue, rejected records to a topic",
            "sqs.queue.url",
            QUEUES + "orders",
            "sqs.message.format",
            "json"),
        of(
            "FIFO queue",
            "Order for each key; repeats within five minutes are dropped",
            "sqs.queue.url",
            QUEUES + "orders.fifo",
            "sqs.message.format",
            "json",
            "sqs.message.group.id",
            "${key}"),
        of(
            "Queue per tenant",
            "The header tenant chooses the queue",
            "sqs.queue.url",
            QUEUES + "orders-${header.tenant}",
            "sqs.message.format",
            "json"),
        of(
            "CloudEvents",
            "Each value in a CloudEvent",
            "sqs.queue.url",
            QUEUES + "orders",
            "sqs.message.format",
            "cloudevents",
            "sqs.cloudevents.source",
            "https://example.com/shop",
            "sqs.cloudevents.type",
            "com.example.order"),
        of(
            "Assumed role",
            "A role of another account sends",
            "sqs.queue.url",
            QUEUES + "orders",
            "sqs.message.format",
            "json",
            "aws.sts.role.arn",
            "arn:aws:iam::123456789012:role/orders-sender",
            "aws.sts.role.external.id",
            "replace-me"),
        of(
            "Event batches",
            "Track calls in the JSON event format",
            "sqs.queue.url",
            QUEUES + "events",
            "event.input.format",
            "auto"));
  }

  private static Preset of(String title, String description, String... keysAndValues) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("name", "orders-to-sqs");
    settings.put("topics", "orders");
    settings.put("tasks.max", "1");
    settings.put("value.converter", JSON);
    settings.put("value.converter.schemas.enable", "false");
    settings.put("errors.tolerance", "all");
    settings.put("errors.deadletterqueue.topic.name", "orders-rejected");
    settings.put("errors.deadletterqueue.context.headers.enable", "true");
    settings.put("producer.override.max.request.size", "2097152");
    settings.put("producer.override.max.block.ms", "10000");
    settings.put("producer.override.delivery.timeout.ms", "60000");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new Preset(title, description, settings);
  }
}
