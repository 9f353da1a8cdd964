package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.LocalSqs;
import io.github.sqsconnect.servers.QueueReader;
import io.github.sqsconnect.servers.RunningConnector;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A connector with a topic and a queue of its own on a real SQS server. When it is closed, all
 * event batches that arrived must be valid by the published schema.
 *
 * @param reader receives and deletes all messages of the queue
 * @param eventBatches whether the messages are event batches
 */
record TestConnector(RunningConnector connector, QueueReader reader, boolean eventBatches)
    implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** The servers that a connector needs. */
  record Servers(ConnectRest rest, KafkaTopics topics, LocalSqs sqs) {
    static Servers of(LocalServers servers) {
      return new Servers(servers.rest(), servers.topics(), servers.elasticMq().sqs());
    }
  }

  /** Creates topic, queue and connector. */
  static TestConnector create(
      Servers servers, String purpose, int partitions, Map<String, String> settings) {
    String name = purpose + "-" + NUMBER.incrementAndGet();
    servers.topics().create(name, partitions, Map.of("max.message.bytes", "8388608"));
    String queueUrl = servers.sqs().createQueue(name);
    QueueReader reader = QueueReader.start(servers.sqs(), queueUrl);
    Map<String, String> config = ConnectorConfig.of(name, queueUrl, settings);
    return new TestConnector(
        RunningConnector.create(name, config, servers.rest(), servers.topics(), reader::count),
        reader,
        config.getOrDefault("sqs.message.format", "event-batch").equals("event-batch"));
  }

  String name() {
    return connector.name();
  }

  ProducerRecord<byte[], byte[]> record(String value) {
    return connector.record(value.getBytes(UTF_8));
  }

  ProducerRecord<byte[], byte[]> record(byte[] value) {
    return connector.record(value);
  }

  void send(List<ProducerRecord<byte[], byte[]>> records) {
    connector.send(records);
  }

  /** Waits for so many messages and returns their bodies. */
  List<String> awaitBodies(int count) {
    connector.awaitStored(count);
    return reader.bodies();
  }

  void awaitCommitted() {
    connector.awaitCommitted();
  }

  String awaitTaskFailure() {
    return connector.rest().awaitTaskFailure(name());
  }

  @Override
  public void close() {
    connector.close();
    reader.close();
    if (eventBatches) {
      TestJson.requireEventBatches(reader.bodies());
    }
  }
}
