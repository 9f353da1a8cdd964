package io.github.sqsconnect.throughput;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** How old a record is when SQS has acknowledged it, and how full requests are, at a set pace. */
final class Ages {
  private static final Latency LATENCY = Latency.MS_10;
  private static final String TOPIC = "bench-ages";
  private static final int PARTITIONS = 4;
  private static final int WARM_SECONDS = 20;

  private final Rig rig;

  Ages(Rig rig) {
    this.rig = rig;
    rig.topics().create(TOPIC, PARTITIONS);
  }

  /**
   * What is measured.
   *
   * @param recordsPerSecond produced one by one, evenly
   * @param lingerMs {@code sqs.linger.ms}
   * @param seconds of the measurement; some more before it are not counted
   */
  record Pace(int recordsPerSecond, int lingerMs, int seconds) {}

  /** Prints a line and writes the figures. */
  String measure(Pace pace, ObjectNode out) {
    Connector connector = rig.connector();
    connector.start(
        Map.of(
            "topics", TOPIC,
            "tasks.max", "1",
            "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter",
            "consumer.override.auto.offset.reset", "latest",
            "sqs.linger.ms", Integer.toString(pace.lingerMs)),
        rig.endpoint().uri(false));
    connector.awaitRunning();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", rig.bootstrapServers(), "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      rig.endpoint().reset(LATENCY, 1);
      produce(producer, pace.recordsPerSecond, WARM_SECONDS);
      rig.awaitMessages((long) pace.recordsPerSecond * WARM_SECONDS);
      rig.endpoint().resetAges(LATENCY);
      produce(producer, pace.recordsPerSecond, pace.seconds);
    }
    rig.awaitMessages((long) pace.recordsPerSecond * pace.seconds);
    connector.finish();
    JsonNode count = rig.endpoint().count();
    out.put("recordsPerSecond", pace.recordsPerSecond);
    out.put("lingerMs", pace.lingerMs);
    out.put("latency", LATENCY.label());
    out.put("records", count.path("aged").asLong());
    out.put("p50Ms", count.path("p50Micros").asLong() / 1e3);
    out.put("p99Ms", count.path("p99Micros").asLong() / 1e3);
    out.put("mostMs", count.path("mostMicros").asLong() / 1e3);
    double entries = count.path("messages").asDouble() / count.path("requests").asDouble();
    out.put("entriesPerRequest", entries);
    return String.format(
        Locale.ROOT,
        "%4d records/s, linger %3d ms, %s: %d records, age p50 %.1f ms, p99 %.1f ms, most %.1f ms, %.2f a request",
        pace.recordsPerSecond,
        pace.lingerMs,
        LATENCY.label(),
        count.path("aged").asLong(),
        out.path("p50Ms").asDouble(),
        out.path("p99Ms").asDouble(),
        out.path("mostMs").asDouble(),
        entries);
  }

  private static void produce(Producer<byte[], byte[]> producer, int pace, int seconds) {
    String text = Payload.KB_1.text();
    long begin = System.nanoTime();
    for (long i = 0; i < (long) pace * seconds; i++) {
      long due = begin + i * 1_000_000_000 / pace;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      String stamped = text.replace("c-100200", SentAt.text(SentAt.now()));
      var unused =
          producer.send(
              new ProducerRecord<>(TOPIC, (int) (i % PARTITIONS), null, stamped.getBytes(UTF_8)));
    }
    producer.flush();
  }
}
