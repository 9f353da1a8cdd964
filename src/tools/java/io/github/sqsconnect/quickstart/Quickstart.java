package io.github.sqsconnect.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.quickstart.Screen.Outcome;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerRecord;

/** {@code bin/quickstart}: shows the way of a record from Kafka to SQS on local servers. */
public final class Quickstart {
  private static final String QUEUE = "customer-events";
  private static final Duration LIMIT = Duration.ofSeconds(45);

  private final Screen screen = new Screen();
  private final RunDirectory directory = RunDirectory.claim();
  private final List<Sample> samples = SampleRecords.day();
  private final QuickstartServers servers = new QuickstartServers(screen, directory);
  private SampleConfig config;

  private Quickstart() {}

  /** Options are {@code --keep} and {@code --watch}; {@code bin/quickstart} checks them. */
  public static void main(String[] args) {
    Quickstart quickstart = new Quickstart();
    int status;
    try {
      List<String> options = List.of(args);
      status =
          options.contains("--watch")
              ? new WatchMode(quickstart.screen, quickstart.directory).run()
              : quickstart.run(options.contains("--keep"));
    } finally {
      quickstart.servers.close();
    }
    System.exit(status);
  }

  private int run(boolean keep) {
    long from = System.nanoTime();
    screen.title("Kafka to SQS, on this machine");
    try {
      long build = Long.getLong("quickstart.build.seconds", -1);
      if (build >= 0) {
        screen.done("build", "connector and archive", true, Duration.ofSeconds(build));
      }
      servers.start();
      createConnector();
      boolean good = deliver();
      new Summary(screen, servers, config, samples).show();

      long seconds = Duration.ofNanos(System.nanoTime() - from).toSeconds();
      screen.verdict(
          good,
          good
              ? "All records were delivered and all offsets committed, in " + seconds + " s."
              : "Not all records were delivered and committed.");
      screen.plain("");
      if (keep) {
        new InteractiveMode(screen, servers, config).run();
      }
      return good ? 0 : 1;
    } catch (RuntimeException e) {
      screen.verdict(false, String.valueOf(e.getMessage()));
      screen.plain("  The logs are in " + RunDirectory.shown(directory.path()));
      return 1;
    }
  }

  private void createConnector() {
    String queueUrl = servers.createQueue(QUEUE);
    Path credentials = SampleConfig.writeCredentials(directory.resolve("credentials.properties"));
    config = SampleConfig.of(queueUrl, credentials);
    servers.topics().create(config.topic(), 3);
    screen.step(
        "connector",
        "creating from " + SampleConfig.FILE,
        () -> {
          ConnectRest rest = servers.worker().rest();
          rest.create(config.json());
          rest.awaitRunning(config.connector());
          return new Outcome<>(true, config.connector() + " runs, from " + SampleConfig.FILE);
        });
  }

  /** Produces the samples; whether all of them arrive and all offsets are committed. */
  private boolean deliver() {
    screen.step(
        "produced",
        "producing records",
        () -> {
          servers.topics().sendAll(samples.stream().map(this::record).toList());
          return new Outcome<>(true, samples.size() + " records to topic " + config.topic());
        });
    boolean delivered =
        screen.step(
            "delivered",
            "reading the queue",
            () -> {
              boolean all = await(() -> complete() == samples.size());
              String text =
                  "%d records in %d messages of queue %s"
                      .formatted(complete(), servers.queue().count(), QUEUE);
              return new Outcome<>(all, text, all);
            });
    boolean committed =
        screen.step(
            "committed",
            "waiting for the consumer group",
            () -> {
              boolean all =
                  await(() -> servers.topics().allCommitted(config.connector(), config.topic()));
              String text =
                  (all ? "all" : "not all") + " offsets of group connect-" + config.connector();
              return new Outcome<>(all, text, all);
            });
    return delivered && committed;
  }

  /** Whether it becomes true; waits no longer once a task has failed. */
  private boolean await(Callable<Boolean> condition) {
    Await.within(
        LIMIT, () -> condition.call() || servers.worker().rest().hasFailedTask(config.connector()));
    return Await.within(Duration.ZERO, condition);
  }

  private ProducerRecord<byte[], byte[]> record(Sample sample) {
    return new ProducerRecord<>(
        config.topic(), sample.key().getBytes(UTF_8), sample.value().getBytes(UTF_8));
  }

  private long complete() {
    return DeliveredSamples.in(servers.queue().bodies()).complete(samples);
  }
}
