package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.StoredMessage;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.NumberedRecords;
import io.github.sqsconnect.servers.NumberedRecords.Place;
import io.github.sqsconnect.servers.StoredRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The plugin is replaced by the next version and put back, as {@code docs/upgrade.md} describes it,
 * while records keep arriving. Run by {@code -Pcompatibility}.
 */
@ExtendWith(SharedServers.class)
@EnabledIfSystemProperty(named = "compatibility", matches = "true")
final class UpgradeIT {
  private static final String NAME = "upgrade";
  private static final int PARTITIONS = 3;
  private static final int RECORDS = 300;
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @Test
  void upgradeAndRollbackLoseNoRecordAndChangeNoMessage(LocalServers servers) {
    Path plugin = servers.directory().resolve("upgrade-plugins/sqs-sink");
    OlderVersion.install(plugin);
    servers.topics().create(NAME, PARTITIONS);
    NumberedRecords records = new NumberedRecords(NAME, PARTITIONS);
    ScheduledExecutorService feed = Executors.newSingleThreadScheduledExecutor();
    try (ScriptedSqs sqs = ScriptedSqs.setup().keepRequests(0).start();
        ConnectWorker worker =
            ConnectWorker.of(
                    servers.broker(),
                    plugin.getParent(),
                    servers.directory().resolve("upgrade-worker"))
                .group("worker-upgrade")
                .start()) {
      ScriptedQueue queue = sqs.queue(NAME);
      StoredRecords stored = new StoredRecords(queue);
      worker.rest().put(NAME, ConnectorConfig.of(NAME, queue.url()));
      feed.scheduleWithFixedDelay(
          () -> servers.topics().sendAll(records.next(PARTITIONS)), 0, 30, TimeUnit.MILLISECONDS);
      stored.awaitDistinct(RECORDS, LIMIT);

      worker.stop();
      ProjectFiles.installArchive(plugin);
      worker.restart();
      Set<Place> ofOlder = stored.places();
      stored.awaitDistinct(ofOlder.size() + RECORDS, LIMIT);
      deliverAgain(worker.rest(), stored, ofOlder);

      worker.stop();
      OlderVersion.install(plugin);
      worker.restart();
      Set<Place> ofBoth = stored.places();
      stored.awaitDistinct(ofBoth.size() + RECORDS, LIMIT);
      feed.shutdown();
      assertThat(feed.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
      deliverAgain(worker.rest(), stored, ofBoth);

      Map<Integer, Integer> sent = records.sent();
      stored.awaitDistinct(sent.values().stream().mapToInt(Integer::intValue).sum(), LIMIT);
      assertThat(versions(worker))
          .containsExactly(
              OlderVersion.NUMBER, System.getProperty("project.version"), OlderVersion.NUMBER);
      requireEqualCopies(queue, ofBoth);
      System.out.printf(
          "upgrade and rollback: %s records sent, %d stored by both versions, %d messages%n",
          sent, ofBoth.size(), queue.size());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      feed.shutdownNow();
    }
  }

  /** Moves the offsets back to the beginning, and waits for another copy of these records. */
  private static void deliverAgain(ConnectRest rest, StoredRecords stored, Set<Place> places) {
    rest.stop(NAME);
    Map<Place, Integer> before = stored.counts();
    rest.resetOffsets(NAME);
    rest.resume(NAME);
    Await.until(
        "another copy of " + places.size() + " records",
        LIMIT,
        () -> {
          Map<Place, Integer> now = stored.counts();
          return places.stream().allMatch(place -> now.get(place) > before.get(place));
        });
  }

  /** The versions of the tasks that were started, without repetitions. */
  private static List<String> versions(ConnectWorker worker) {
    List<String> started =
        worker.taskLog(NAME, "event=started").stream()
            .map(line -> line.replaceFirst(".* version=(\\S+).*", "$1"))
            .toList();
    return IntStream.range(0, started.size())
        .filter(i -> i == 0 || !started.get(i).equals(started.get(i - 1)))
        .mapToObj(started::get)
        .toList();
  }

  /** Every copy of a record is the same message, with the same ids. */
  private static void requireEqualCopies(ScriptedQueue queue, Set<Place> delivered) {
    Map<Place, List<String>> copies =
        queue.messages().stream()
            .map(StoredMessage::body)
            .collect(Collectors.groupingBy(Place::in, TreeMap::new, Collectors.toList()));
    assertThat(copies.values())
        .allSatisfy(
            bodies -> {
              assertThat(Set.copyOf(bodies)).hasSize(1);
              assertThat(bodies.get(0)).contains("\"message_id\":", "\"event_id\":");
            });
    assertThat(delivered).allMatch(place -> copies.get(place).size() > 1);
  }
}
