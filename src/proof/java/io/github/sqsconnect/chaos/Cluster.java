package io.github.sqsconnect.chaos;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.KafkaBroker;
import io.github.sqsconnect.servers.KafkaTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A broker and three workers of one group. Two of them run when a schedule begins. */
record Cluster(KafkaBroker broker, KafkaTopics topics, List<ClusterWorker> workers)
    implements AutoCloseable {
  static final int USUAL_WORKERS = 2;

  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** In the new group protocol the broker sets the session timeout: the same as in the old one. */
  private static final Map<String, String> SESSIONS =
      Map.of(
          "group.consumer.session.timeout.ms", "6000",
          "group.consumer.min.session.timeout.ms", "6000",
          "group.consumer.heartbeat.interval.ms", "1000",
          "group.consumer.min.heartbeat.interval.ms", "1000");

  static Cluster start() {
    Path directory = ProjectFiles.emptied(ProjectFiles.target().resolve("chaos/servers"));
    Path plugins = ProjectFiles.installArchive(directory.resolve("plugins"));
    Map<String, String> settings = new HashMap<>(SESSIONS);
    settings.putAll(KafkaBroker.WITH_ACLS);
    KafkaBroker broker = KafkaBroker.start(directory.resolve("broker"), settings);

    List<ClusterWorker> workers =
        IntStream.rangeClosed(1, USUAL_WORKERS + 1)
            .mapToObj(
                number ->
                    new ClusterWorker(
                        number,
                        ConnectWorker.of(broker, plugins, directory.resolve("worker-" + number))
                            .group("chaos")
                            .without("consumer.session.timeout.ms")
                            .without("consumer.heartbeat.interval.ms")))
            .toList();
    Cluster cluster = new Cluster(broker, new KafkaTopics(broker.bootstrapServers()), workers);
    cluster.restore();
    return cluster;
  }

  ClusterWorker worker(int index) {
    return workers.get(index);
  }

  /** The worker that joins and leaves. */
  ClusterWorker additionalWorker() {
    return workers.get(USUAL_WORKERS);
  }

  List<ClusterWorker> running() {
    return workers.stream().filter(ClusterWorker::running).toList();
  }

  /** What the workers have logged since the last call. */
  String newLogs() {
    return workers.stream().map(ClusterWorker::newLog).collect(Collectors.joining());
  }

  /** Starts the usual workers that do not run. */
  void restore() {
    workers.stream()
        .limit(USUAL_WORKERS)
        .filter(worker -> !worker.running())
        .forEach(ClusterWorker::start);
  }

  /** Asks one running worker after the other until one answers. */
  <T> T ask(Function<ConnectRest, T> question) {
    AtomicReference<T> answer = new AtomicReference<>();
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    boolean answered =
        Await.within(
            LIMIT,
            () -> {
              for (ClusterWorker each : running()) {
                try {
                  answer.set(question.apply(each.worker().rest()));
                  return true;
                } catch (RuntimeException e) {
                  failure.set(e);
                }
              }
              return false;
            });
    if (!answered) {
      throw new IllegalStateException("no worker answers", failure.get());
    }
    return answer.get();
  }

  /** Repeats a request like {@link #ask}, for requests without a result. */
  void send(Consumer<ConnectRest> request) {
    ask(
        rest -> {
          request.accept(rest);
          return true;
        });
  }

  @Override
  public void close() {
    topics.close();
    workers.forEach(ClusterWorker::close);
    broker.close();
  }
}
