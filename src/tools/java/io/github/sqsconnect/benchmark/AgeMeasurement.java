package io.github.sqsconnect.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.servers.ConnectorConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How old a record is when SQS has acknowledged it, and how full requests are, at a steady pace.
 *
 * @param recordsPerSecond produced one by one, evenly
 * @param lingerMs {@code sqs.linger.ms}
 * @param seconds of the measurement, after a warm-up
 */
record AgeMeasurement(int recordsPerSecond, int lingerMs, int seconds) {
  private static final Latency LATENCY = Latency.MS_10;
  private static final String TOPIC = "bench-ages";
  private static final int PARTITIONS = 4;
  private static final int WARM_UP_SECONDS = 20;

  static void createTopic(BenchmarkServers servers) {
    servers.topics().create(TOPIC, PARTITIONS);
  }

  /** Writes the figures. */
  void measure(BenchmarkServers servers, ObjectNode out) {
    ConnectorForwarder connector = servers.connector();
    Map<String, String> settings =
        Map.of(
            "value.converter",
            ConnectorConfig.BYTES,
            "consumer.override.auto.offset.reset",
            "latest",
            "sqs.linger.ms",
            Integer.toString(lingerMs));
    connector.start(TOPIC, settings, servers.endpoint().uri(false));
    connector.awaitRunning();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers.bootstrapServers(), "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      servers.endpoint().reset(LATENCY, 1);
      produce(producer, WARM_UP_SECONDS);
      servers.awaitMessages((long) recordsPerSecond * WARM_UP_SECONDS);
      servers.endpoint().resetAges(LATENCY);
      produce(producer, seconds);
    }
    servers.awaitMessages((long) recordsPerSecond * seconds);
    connector.finish();

    RequestCounts counts = servers.endpoint().counts();
    List<Long> ages = counts.ages();
    out.put("recordsPerSecond", recordsPerSecond);
    out.put("lingerMs", lingerMs);
    out.put("latency", LATENCY.label());
    out.put("records", ages.size());
    out.put("p50Ms", ages.get((ages.size() - 1) / 2) / 1e3);
    out.put("p99Ms", ages.get((int) ((ages.size() - 1) * 0.99)) / 1e3);
    out.put("mostMs", ages.get(ages.size() - 1) / 1e3);
    out.put("entriesPerRequest", counts.messages.doubleValue() / counts.requests.get());
  }

  private void produce(Producer<byte[], byte[]> producer, int forSeconds) {
    String text = Payload.KB_1.text();
    long begin = System.nanoTime();
    for (long i = 0; i < (long) recordsPerSecond * forSeconds; i++) {
      long due = begin + i * 1_000_000_000 / recordsPerSecond;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      String stamped = text.replace("c-100200", SendTime.text(SendTime.now()));
      producer.send(
          new ProducerRecord<>(TOPIC, (int) (i % PARTITIONS), null, stamped.getBytes(UTF_8)));
    }
    producer.flush();
  }
}
