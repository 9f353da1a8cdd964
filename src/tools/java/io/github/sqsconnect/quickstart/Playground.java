package io.github.sqsconnect.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.ElasticMqServer;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.QueueMessage;
import io.github.sqsconnect.servers.QueueReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The servers left running: lines typed here become records, messages that arrive are shown. */
final class Playground {
  private final Screen screen;
  private final ConnectWorker worker;
  private final ElasticMqServer sqs;
  private final KafkaTopics topics;
  private final QueueReader queue;
  private final ConnectorFile connector;

  Playground(
      Screen screen,
      ConnectWorker worker,
      ElasticMqServer sqs,
      KafkaTopics topics,
      QueueReader queue,
      ConnectorFile connector) {
    this.screen = screen;
    this.worker = worker;
    this.sqs = sqs;
    this.topics = topics;
    this.queue = queue;
    this.connector = connector;
  }

  /** Returns only when the process is asked to end. */
  void open() {
    String at = worker.uri() + "/connectors/" + connector.name();
    screen.heading("Everything stays up. Try, in another terminal:");
    List.of(
            "curl -s " + worker.uri() + "/connector-plugins",
            "curl -s " + at + "/status",
            "curl -s " + at + "/config",
            "curl -s " + at + "/offsets",
            "curl -s -X PUT " + at + "/pause",
            "curl -s -X PUT " + at + "/resume",
            "curl -s " + sqs.uri() + "/ -H 'X-Amz-Target: AmazonSQS.ListQueues' \\",
            "     -H 'Content-Type: application/x-amz-json-1.0' -d '{}'")
        .forEach(line -> screen.plain("    " + line));
    screen.heading("Or type a JSON object here: it becomes a record. Ctrl-C ends everything.");
    screen.plain("");
    showArrivals();
    try {
      BufferedReader typed = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      for (String line = typed.readLine(); line != null; line = typed.readLine()) {
        if (!line.isBlank()) {
          topics.send(new ProducerRecord<>(connector.topic(), line.getBytes(UTF_8)));
          topics.flush();
        }
      }
      new CountDownLatch(1).await();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void showArrivals() {
    queue.onMessage(message -> screen.plain(shown(message)));
  }

  private static String shown(QueueMessage message) {
    return ReadableJson.of(message.body(), "    ");
  }
}
