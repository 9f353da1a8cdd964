package io.github.sqsconnect.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.servers.ConnectorConfig;
import java.util.Locale;
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

  /** Writes the figures and returns a line about them. */
  String measure(BenchmarkServers servers, ObjectNode out) {
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

    JsonNode counts = servers.endpoint().counts();
    out.put("recordsPerSecond", recordsPerSecond);
    out.put("lingerMs", lingerMs);
    out.put("latency", LATENCY.label());
    out.put("records", counts.path("aged").asLong());
    out.put("p50Ms", counts.path("p50Micros").asLong() / 1e3);
    out.put("p99Ms", counts.path("p99Micros").asLong() / 1e3);
    out.put("mostMs", counts.path("mostMicros").asLong() / 1e3);
    out.put(
        "entriesPerRequest",
        counts.path("messages").asDouble() / counts.path("requests").asDouble());
    return String.format(
        Locale.ROOT,
        "%4d records/s, linger %3d ms, latency %s: %d records, age p50 %.1f ms, p99 %.1f ms, max %.1f ms, %.2f entries per request",
        recordsPerSecond,
        lingerMs,
        LATENCY.label(),
        out.path("records").asLong(),
        out.path("p50Ms").asDouble(),
        out.path("p99Ms").asDouble(),
        out.path("mostMs").asDouble(),
        out.path("entriesPerRequest").asDouble());
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
