package io.github.sqsconnect.throughput;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.servers.RunningJvm;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A worker's first task from its creation on, then a hundred tasks that have sent and now idle. */
final class Idle {
  private static final int TASKS = 100;
  private static final Duration REST = Duration.ofSeconds(5);
  private static final String TOPIC = "bench-idle";
  private static final DateTimeFormatter LOG_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT);

  private final Rig rig;

  Idle(Rig rig) {
    this.rig = rig;
    rig.topics().create(TOPIC, TASKS);
  }

  /** Prints lines and writes the figures. */
  String measure(ObjectNode out) {
    try (Connector first = rig.freshWorker()) {
      run(first, 1);
      long start = startMs(first.worker().logText());
      RunningJvm jvm = first.worker().jvm();
      long heap = jvm.liveHeap().bytes();
      Map<String, Long> threads = threads(jvm);
      first.finish();
      run(first, TASKS);
      long perTask = (jvm.liveHeap().bytes() - heap) / (TASKS - 1);
      Map<String, Double> more = new TreeMap<>();
      threads(jvm)
          .forEach(
              (name, count) -> {
                long added = count - threads.getOrDefault(name, 0L);
                if (added >= TASKS / 10) {
                  more.put(name, (double) added / (TASKS - 1));
                }
              });
      first.finish();
      out.put("firstStartMs", start);
      out.put("tasks", TASKS);
      out.put("heapBytesPerTask", perTask);
      ObjectNode added = out.putObject("threadsPerTask");
      more.forEach(added::put);
      return String.format(
          Locale.ROOT,
          "first task of a worker started in %d ms; of %d idle tasks each holds %.2f MB and the threads %s",
          start,
          TASKS,
          perTask / 1e6,
          more);
    }
  }

  /** Until every task has sent a message. */
  private void run(Connector connector, int tasks) {
    rig.endpoint().reset(Latency.NONE, 1);
    connector.start(
        Map.of(
            "topics",
            TOPIC,
            "tasks.max",
            Integer.toString(tasks),
            "value.converter",
            "org.apache.kafka.connect.converters.ByteArrayConverter",
            "consumer.override.auto.offset.reset",
            "latest"),
        rig.endpoint().uri(false));
    connector.awaitRunning();
    // Until the group has come to rest a task may have no partition, and another one several.
    await("a message of each partition")
        .atMost(Duration.ofSeconds(60))
        .pollDelay(REST)
        .pollInterval(REST)
        .until(
            () -> {
              boolean haveAllSent = rig.endpoint().count().path("messages").asLong() == TASKS;
              if (!haveAllSent) {
                rig.endpoint().reset(Latency.NONE, 1);
                produce();
              }
              return haveAllSent;
            });
  }

  /** One record for each partition. */
  private void produce() {
    for (int partition = 0; partition < TASKS; partition++) {
      var unused =
          rig.topics().send(new ProducerRecord<>(TOPIC, partition, null, Payload.B_200.value()));
    }
    rig.topics().flush();
  }

  /** From the line that names the task as created to the one that says it has started. */
  private static long startMs(String log) {
    List<String> lines = log.lines().toList();
    LocalDateTime created = time(lines, "Creating task ");
    LocalDateTime started = time(lines, "Sink task finished initialization and start");
    return Duration.between(created, started).toMillis();
  }

  private static LocalDateTime time(List<String> lines, String words) {
    String line = lines.stream().filter(each -> each.contains(words)).findFirst().orElseThrow();
    return LocalDateTime.parse(line.substring(0, "yyyy-MM-dd HH:mm:ss,SSS".length()), LOG_TIME);
  }

  /** By name without numbers. */
  private static Map<String, Long> threads(RunningJvm jvm) {
    return jvm.threads().stream()
        .map(name -> name.replaceAll("[0-9a-f]*[0-9][0-9a-f]*", "#"))
        .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
  }
}
