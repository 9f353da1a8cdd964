package io.github.sqsconnect.chaos;

import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.KafkaBroker;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.PluginArchive;
import io.github.sqsconnect.servers.ProjectFiles;
import io.github.sqsconnect.servers.ServerRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The servers of all schedules: a broker, two workers of one group, and room for a third. */
final class Cluster implements AutoCloseable {
  /** Two are up when a schedule begins. */
  static final int USUAL = 2;

  private static final Duration REST_LIMIT = Duration.ofSeconds(90);

  /**
   * The broker decides about the sessions of the new protocol: the same as in the old one. And it
   * can forbid a topic; what has no rule is allowed.
   */
  private static final Map<String, String> BROKER_SETTINGS =
      Map.of(
          "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
          "allow.everyone.if.no.acl.found", "true",
          "group.consumer.session.timeout.ms", "6000",
          "group.consumer.min.session.timeout.ms", "6000",
          "group.consumer.heartbeat.interval.ms", "1000",
          "group.consumer.min.heartbeat.interval.ms", "1000");

  private final KafkaBroker broker;
  private final List<Member> members;
  private final KafkaTopics topics;

  private Cluster(KafkaBroker broker, List<Member> members) {
    this.broker = broker;
    this.members = members;
    this.topics = new KafkaTopics(broker.bootstrapServers());
  }

  static Cluster start() {
    Path directory = ProjectFiles.fresh(ProjectFiles.target().resolve("chaos/servers"));
    Path plugins = PluginArchive.unpack(ProjectFiles.archive(), directory.resolve("plugins"));
    KafkaBroker broker =
        KafkaBroker.start(ServerRuntime.NEWEST_KAFKA, directory.resolve("broker"), BROKER_SETTINGS);
    List<Member> members =
        IntStream.rangeClosed(1, USUAL + 1)
            .mapToObj(
                number ->
                    new Member(number, settings(broker, plugins, directory, "worker-" + number)))
            .toList();
    Cluster cluster = new Cluster(broker, members);
    members.get(0).start();
    members.get(1).start();
    return cluster;
  }

  private static ConnectWorker.Settings settings(
      KafkaBroker broker, Path plugins, Path directory, String name) {
    return ConnectWorker.of(broker, plugins, directory.resolve(name))
        .group("chaos")
        .without("consumer.session.timeout.ms")
        .without("consumer.heartbeat.interval.ms");
  }

  KafkaBroker broker() {
    return broker;
  }

  KafkaTopics topics() {
    return topics;
  }

  Member member(int index) {
    return members.get(index);
  }

  /** The one that joins and leaves. */
  Member guest() {
    return members.get(USUAL);
  }

  List<Member> up() {
    return members.stream().filter(Member::up).toList();
  }

  /** What the workers have logged since this was asked last. */
  String newLogs() {
    return members.stream().map(Member::newLog).collect(Collectors.joining());
  }

  /** A schedule that was abandoned may have left a worker down. */
  void restore() {
    members.subList(0, USUAL).stream().filter(member -> !member.up()).forEach(Member::start);
  }

  /** Starts a worker while the caller goes on. */
  static CompletableFuture<Void> starting(Member member) {
    return CompletableFuture.runAsync(member::start);
  }

  /** Asks any worker that is up, again and again: in a disturbed group many answers are errors. */
  <T> T answer(Function<ConnectRest, T> question) {
    AtomicReference<T> answer = new AtomicReference<>();
    await("an answer of the cluster")
        .atMost(REST_LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .pollDelay(Duration.ZERO)
        .ignoreExceptions()
        .until(
            () -> {
              List<Member> asked = up();
              for (Member member : asked) {
                try {
                  answer.set(question.apply(member.worker().rest()));
                  return true;
                } catch (RuntimeException e) {
                  if (member == asked.get(asked.size() - 1)) {
                    throw e;
                  }
                }
              }
              return false;
            });
    return answer.get();
  }

  void ask(Consumer<ConnectRest> request) {
    answer(
        rest -> {
          request.accept(rest);
          return true;
        });
  }

  @Override
  public void close() {
    topics.close();
    members.forEach(Member::close);
    broker.close();
  }
}
