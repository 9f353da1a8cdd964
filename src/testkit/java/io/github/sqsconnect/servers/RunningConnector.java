package io.github.sqsconnect.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A connector that reads the topic of its own name; closing deletes it.
 *
 * @param stored counts the messages in its queue
 */
public record RunningConnector(
    String name, ConnectRest rest, KafkaTopics topics, IntSupplier stored)
    implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** Creates the connector in a worker. */
  public static RunningConnector create(
      String name,
      Map<String, String> config,
      ConnectRest rest,
      KafkaTopics topics,
      IntSupplier stored) {
    rest.put(name, config);
    return new RunningConnector(name, rest, topics, stored);
  }

  /** Creates a connector for a queue, and its topic with one partition. */
  public static RunningConnector create(
      LocalServers servers, String name, Map<String, String> config, IntSupplier stored) {
    servers.topics().create(name, 1);
    return create(name, config, servers.rest(), servers.topics(), stored);
  }

  /** Produces values to the topic. */
  public void send(String... values) {
    send(Stream.of(values).map(value -> record(value.getBytes(UTF_8))).toList());
  }

  public void send(List<ProducerRecord<byte[], byte[]>> records) {
    topics.sendAll(records);
  }

  public ProducerRecord<byte[], byte[]> record(byte[] value) {
    return new ProducerRecord<>(name, value);
  }

  /** Waits until the queue has so many messages; fails as soon as a task has failed. */
  public void awaitStored(int count) {
    Await.until(
        count + " messages of " + name,
        LIMIT,
        () -> stored.getAsInt() >= count || rest.hasFailedTask(name));
    if (stored.getAsInt() < count) {
      throw new AssertionError(name + " has failed: " + rest.status(name));
    }
  }

  /** Waits until the offsets of all records are committed. */
  public void awaitCommitted() {
    Await.until("commit of all of " + name, LIMIT, () -> topics.allCommitted(name, name));
  }

  /** The committed offset of a partition, 0 if there is none. */
  public long committed(int partition) {
    return topics.committed(name, new TopicPartition(name, partition));
  }

  @Override
  public void close() {
    if (rest.connectors().contains(name)) {
      rest.delete(name);
    }
  }
}
