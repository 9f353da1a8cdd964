package io.github.sqsconnect.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.RunningJvm;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How long a worker's first task takes to start, and what each of a hundred idle tasks uses. */
final class IdleMeasurement {
  private static final int TASKS = 100;
  private static final Duration REST = Duration.ofSeconds(5);
  private static final String TOPIC = "bench-idle";
  private static final String LOG_TIME = "yyyy-MM-dd HH:mm:ss,SSS";

  private final BenchmarkServers servers;

  IdleMeasurement(BenchmarkServers servers) {
    this.servers = servers;
    servers.topics().create(TOPIC, TASKS);
  }

  /** Writes the figures. */
  void measure(ObjectNode out) {
    try (ConnectorForwarder connector = servers.newWorker()) {
      run(connector, 1);
      long startMs = startMs(connector.worker().logText());
      RunningJvm jvm = connector.worker().jvm();
      long heap = jvm.liveHeap().bytes();
      Map<String, Long> threads = jvm.threadCounts();
      connector.finish();

      run(connector, TASKS);
      long heapPerTask = (jvm.liveHeap().bytes() - heap) / (TASKS - 1);
      out.put("firstStartMs", startMs);
      out.put("tasks", TASKS);
      out.put("heapBytesPerTask", heapPerTask);
      ObjectNode threadsPerTask = out.putObject("threadsPerTask");
      jvm.threadCounts()
          .forEach(
              (name, count) -> {
                long added = count - threads.getOrDefault(name, 0L);
                if (added >= TASKS / 10) {
                  threadsPerTask.put(name, (double) added / (TASKS - 1));
                }
              });
      connector.finish();
    }
  }

  /** Returns once every task has sent a message. */
  private void run(ConnectorForwarder connector, int tasks) {
    servers.endpoint().reset(Latency.NONE, 1);
    Map<String, String> settings =
        Map.of(
            "tasks.max",
            Integer.toString(tasks),
            "value.converter",
            ConnectorConfig.BYTES,
            "consumer.override.auto.offset.reset",
            "latest");
    connector.start(TOPIC, settings, servers.endpoint().uri(false));
    connector.awaitRunning();

    // Until the group is stable a task may have no partition, and another one several.
    Await.until(
        "message of each partition",
        Duration.ofSeconds(60),
        () -> {
          servers.endpoint().reset(Latency.NONE, 1);
          for (int partition = 0; partition < TASKS; partition++) {
            servers
                .topics()
                .send(new ProducerRecord<>(TOPIC, partition, null, Payload.B_200.value()));
          }
          servers.topics().flush();
          Await.pause(REST);
          return servers.endpoint().counts().messages.get() == TASKS;
        });
  }

  /** From the log line about the creation of the task to the line about its start. */
  private static long startMs(String log) {
    List<String> lines = log.lines().toList();
    LocalDateTime created = time(lines, "Creating task ");
    LocalDateTime started = time(lines, "Sink task finished initialization and start");
    return Duration.between(created, started).toMillis();
  }

  private static LocalDateTime time(List<String> lines, String words) {
    String line = lines.stream().filter(each -> each.contains(words)).findFirst().orElseThrow();
    return LocalDateTime.parse(
        line.substring(0, LOG_TIME.length()), DateTimeFormatter.ofPattern(LOG_TIME, Locale.ROOT));
  }
}
