package io.github.sqsconnect.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.quickstart.Screen.Outcome;
import io.github.sqsconnect.servers.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The way of the samples from the topic to the queue: one half at once, the other half while SQS
 * cannot be reached. What is lost is computed from three facts: what the broker has stored, what
 * was received from the queue, and what the connector's consumer group has committed.
 */
final class SampleDelivery {
  private static final Duration LIMIT = Duration.ofSeconds(45);
  private static final Duration OUTAGE = Duration.ofSeconds(3);

  private final List<Sample> samples = SampleRecords.day();
  private final ProducedSamples produced = new ProducedSamples();
  private final Screen screen;
  private final QuickstartServers servers;
  private final SampleConfig config;

  SampleDelivery(Screen screen, QuickstartServers servers, SampleConfig config) {
    this.screen = screen;
    this.servers = servers;
    this.config = config;
  }

  List<Sample> samples() {
    return samples;
  }

  DeliveredSamples delivered() {
    return DeliveredSamples.in(servers.queue().bodies());
  }

  /** Whether all samples were delivered and committed, and none too early. */
  boolean run() {
    int half = samples.size() / 2;
    screen.step("produced", "producing records", () -> produceAtOnce(samples.subList(0, half)));
    boolean before = screen.step("delivered", "reading the queue", this::receive);
    before &= screen.step("committed", "waiting for the consumer group", this::commit);

    List<Sample> rest = samples.subList(half, samples.size());
    boolean during =
        screen.step("outage", "SQS is unreachable, the connector retries", () -> outage(rest));
    boolean after = screen.step("recovered", "SQS is reachable again", this::receive);
    after &= screen.step("committed", "waiting for the consumer group", this::commit);
    return before && during && after && lost() == 0;
  }

  String verdict() {
    return "%d lost: %d records produced, %d delivered, %d committed, through an outage of %d s."
        .formatted(
            lost(),
            produced.count(),
            delivered().complete(samples),
            produced.committed(committed()),
            OUTAGE.toSeconds());
  }

  private Outcome<Boolean> produceAtOnce(List<Sample> some) {
    produce(some);
    return new Outcome<>(true, some.size() + " records to topic " + config.topic());
  }

  private void produce(List<Sample> some) {
    produced.add(some, servers.topics().sendAll(some.stream().map(this::record).toList()));
  }

  private ProducerRecord<byte[], byte[]> record(Sample sample) {
    return new ProducerRecord<>(
        config.topic(), sample.key().getBytes(UTF_8), sample.value().getBytes(UTF_8));
  }

  private Outcome<Boolean> receive() {
    boolean all = await(() -> delivered().complete(samples) == produced.count());
    String text =
        "%d of %d records, in %d messages of the queue"
            .formatted(delivered().complete(samples), produced.count(), servers.queue().count());
    return new Outcome<>(all, text, all);
  }

  private Outcome<Boolean> commit() {
    boolean all = await(() -> servers.topics().allCommitted(config.connector(), config.topic()));
    String text =
        "%d of %d records, by group connect-%s"
            .formatted(produced.committed(committed()), produced.count(), config.connector());
    return new Outcome<>(all, text, all);
  }

  /** All earlier samples were received before. So nothing may be committed now that was not. */
  private Outcome<Boolean> outage(List<Sample> some) {
    long before = produced.committed(committed());
    servers.relay().disconnect();
    produce(some);
    Await.pause(OUTAGE);
    long more = produced.committed(committed()) - before;
    boolean good = more == 0;
    servers.relay().reconnect();
    return new Outcome<>(
        good,
        "SQS unreachable: %d more records wait, %d committed".formatted(some.size(), more),
        good);
  }

  private long lost() {
    return produced.lost(committed(), delivered());
  }

  private Map<TopicPartition, Long> committed() {
    return servers.topics().committed(config.connector());
  }

  /** Whether it becomes true; fails as soon as a task has failed. */
  private boolean await(Callable<Boolean> condition) {
    return Await.within(
        LIMIT,
        () -> {
          servers
              .failedTask(config.connector())
              .ifPresent(
                  sentence -> {
                    throw new IllegalStateException(sentence);
                  });
          return condition.call();
        });
  }
}
