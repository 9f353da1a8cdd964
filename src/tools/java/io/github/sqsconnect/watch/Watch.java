package io.github.sqsconnect.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.servers.NumberedRecords.Place;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The Watch view on running servers: load, faults, ledger, and their state as JSON. */
public final class Watch implements AutoCloseable {
  private static final long LEDGER_MILLIS = 250;
  private static final long TASK_MILLIS = 500;
  private static final long SAMPLE_MILLIS = 1_000;

  /** The page has the same number. */
  private static final long OLDEST_READING_S = 10;

  private final WatchServers servers;
  private final WatchLedger ledger;
  private final WatchLoad load;
  private final WatchFaults faults;
  private final TaskReadings task;
  private final LedgerReader reader;
  private final WatchHistory history = new WatchHistory();
  private final StoryLine story = new StoryLine();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, Watch::thread);
  private volatile String failure = "";
  private volatile long readAt = System.currentTimeMillis();

  private Watch(WatchServers servers) {
    this.servers = servers;
    ledger = new WatchLedger(servers.setup().partitions());
    load = new WatchLoad(servers.setup(), servers.topics(), ledger);
    faults = new WatchFaults(servers, ledger, load);
    task = new TaskReadings(servers, faults);
    reader =
        new LedgerReader(
            servers.setup(), servers.topics(), servers.bootstrapServers(), servers.sqs(), ledger);
  }

  /** Starts the load, and reads from now on. */
  public static Watch start(WatchServers servers) {
    Watch watch = new Watch(servers);
    watch.load.start();
    watch.timer.scheduleWithFixedDelay(
        watch::readLedger, LEDGER_MILLIS, LEDGER_MILLIS, TimeUnit.MILLISECONDS);
    watch.timer.scheduleWithFixedDelay(watch.task::read, 0, TASK_MILLIS, TimeUnit.MILLISECONDS);
    return watch;
  }

  private void readLedger() {
    try {
      reader.read(System.currentTimeMillis());
      if (System.currentTimeMillis() - history.latest().atMillis() >= SAMPLE_MILLIS) {
        addSample();
      }
    } catch (RuntimeException e) {
      failure = "The ledger cannot be read: " + e.getMessage();
      story.offer(WatchStory.of(situation(ledger.counts(0))), System.currentTimeMillis());
      return;
    }
    failure = "";
    readAt = System.currentTimeMillis();
  }

  private void addSample() {
    long now = System.currentTimeMillis();
    WatchLedger.Counts counts = ledger.counts(now);
    history.add(now, counts, task.latest(), servers.sqs().counters(), faults.active());
    story.offer(WatchStory.of(situation(counts)), now);
  }

  private WatchStory.Situation situation(WatchLedger.Counts counts) {
    String broken =
        List.of(servers.failure(), load.failure(), failure).stream()
            .filter(each -> !each.isEmpty())
            .findFirst()
            .orElse("");
    Place poison = load.outstandingPoison();
    return new WatchStory.Situation(
        faults.active(),
        task.latest(),
        history.latest(),
        counts.lag(),
        ledger.doneAndNotCommitted(),
        poison,
        broken);
  }

  /** Presses a button; returns whether there is one of that name. */
  boolean press(String action) {
    return WatchAction.of(action).map(this::pressed).orElse(false);
  }

  private boolean pressed(WatchAction action) {
    faults.press(action);
    return true;
  }

  /** What the page polls. */
  JsonNode state() {
    WatchLedger.Counts counts = ledger.counts(System.currentTimeMillis());
    TaskReading reading = task.latest();
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    long age = (System.currentTimeMillis() - readAt) / 1000;
    String broken = servers.failure();
    if (broken.isEmpty() && age > OLDEST_READING_S) {
      broken = "Kafka does not respond: the ledger was last read " + age + " s ago.";
    }
    WatchStory now =
        broken.isEmpty() ? story.shown() : new WatchStory(WatchStory.Kind.BROKEN, broken);
    state.put("story", now.text());
    state.put("storyKind", now.kind().name());

    ObjectNode ledgerNode = state.putObject("ledger");
    ledgerNode.put("ageSeconds", age);
    ledgerNode.put("produced", counts.produced());
    ledgerNode.put("stored", counts.stored());
    ledgerNode.put("deadLetters", counts.deadLetters());
    ledgerNode.put("lost", counts.lost());
    ledgerNode.put("early", counts.early());
    ledgerNode.put("duplicates", counts.allDuplicates());
    ArrayNode causes = ledgerNode.putArray("causes");
    counts
        .duplicates()
        .forEach(
            (cause, count) -> causes.addObject().put("cause", cause.label()).put("count", count));

    ArrayNode partitions = state.putArray("partitions");
    counts
        .partitions()
        .forEach(
            each ->
                partitions
                    .addObject()
                    .put("produced", each.produced())
                    .put("committed", each.committed())
                    .put("lag", each.lag()));

    ObjectNode taskNode = state.putObject("task");
    taskNode.put("state", reading.state().name());
    taskNode.put("reason", reading.reason());
    taskNode.put("waiting", reading.waiting());
    taskNode.put("inFlight", reading.inFlight());
    taskNode.put("window", reading.window());
    taskNode.put("paused", reading.pausedPartitions());
    taskNode.put("bufferBytes", reading.bufferBytes());
    taskNode.put("bufferMaxBytes", reading.bufferMaxBytes());
    taskNode.put("failing", reading.queueFails());

    state.put("topic", servers.setup().topic());
    state
        .putObject("load")
        .put("perSecond", load.recordsPerSecond())
        .put("waiting", load.waiting());
    addActions(state.putArray("actions"));
    state.set("sample", history.latest().json());
    return state;
  }

  private void addActions(ArrayNode actions) {
    Set<WatchAction> active = faults.active();
    for (WatchAction action : WatchAction.values()) {
      boolean usable =
          switch (action) {
            case MORE_LOAD -> !load.isMost();
            case LESS_LOAD -> !load.isLeast();
            case KILL_WORKER -> !active.contains(action);
            default -> true;
          };
      actions
          .addObject()
          .put("name", action.key())
          .put("active", active.contains(action))
          .put("usable", usable)
          .put("leftMillis", faults.remaining(action).toMillis())
          .put("ofMillis", action.length().toMillis());
    }
  }

  /** All points of the charts, for a page that has just been opened. */
  JsonNode history() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode samples = answer.putArray("samples");
    history.samples().forEach(each -> samples.add(each.json()));
    return answer;
  }

  private static Thread thread(Runnable code) {
    Thread thread = new Thread(code, "watch-reader");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    load.close();
    faults.close();
    timer.shutdownNow();
    try {
      timer.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    reader.close();
  }
}
