package io.github.sqsconnect.delivery;

import static io.github.sqsconnect.property.Generator.integers;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.message.LearnedLimit;
import io.github.sqsconnect.message.TargetQueue;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Compares how several queues share a task with a plain model: what each has in memory, which
 * requests it may send, and how long the task waits for responses.
 */
class SeveralQueuesProperties {
  private static final List<TopicPartition> PARTITIONS =
      List.of(
          TestPipeline.P0, TestPipeline.ORDERS, TestPipeline.P1, new TopicPartition("orders", 1));
  private static final List<TargetQueue> QUEUES =
      List.of(
          TestPipeline.QUEUE,
          TestPipeline.FIFO,
          new TargetQueue(TestPipeline.QUEUE.url() + "-third"));

  private static final long PROBE_MS = 2_000;

  /** The lane of partitions whose topic alone does not decide the queue. */
  private static final String COMMON = "";

  private enum Kind {
    OPEN,
    CLOSE,
    RECEIVE,
    REWIND,
    BUILD,
    DRAIN,
    DELIVER,
    FAIL,
    PUT,
    WAIT
  }

  private record Step(Kind kind, int which, int number) {}

  private static Generator<List<Step>> steps() {
    Generator<Kind> kinds =
        Generator.weighted(
            Generator.times(4, Kind.OPEN),
            Generator.times(1, Kind.CLOSE),
            Generator.times(8, Kind.RECEIVE),
            Generator.times(1, Kind.REWIND),
            Generator.times(6, Kind.BUILD),
            Generator.times(4, Kind.DRAIN),
            Generator.times(3, Kind.DELIVER),
            Generator.times(2, Kind.FAIL),
            Generator.times(3, Kind.PUT),
            Generator.times(2, Kind.WAIT));
    Generator<Step> step =
        draw -> new Step(kinds.from(draw), draw.below(16), integers(0, 2_100).from(draw));
    return step.list(80);
  }

  @Property(tries = 500)
  void queuesShareATaskAsTheirModelDoes(Draw draw) {
    int maxMessages = draw.next("maxMessages", integers(1, 2));
    int maxInFlight = draw.next("maxInFlight", Generator.of(1, 2, 3, 9, 16));
    long buffer = draw.next("buffer", Generator.of(1_500, 4_000, 1_000_000));
    int rate = draw.next("rate", Generator.of(0, 0, 10));
    new ModelledQueues(maxMessages, maxInFlight, buffer, rate).run(draw.next("steps", steps()));
  }

  /** A partition while it is open. */
  private static final class ModelledPartition {
    private final PartitionOffsets real;
    private final List<ModelledRecord> registered = new ArrayList<>();
    private String lane;
    private long lastOffset = -1;

    ModelledPartition(PartitionOffsets real, String lane) {
      this.real = real;
      this.lane = lane;
    }

    List<ModelledRecord> outstanding() {
      return registered.stream().filter(record -> !record.isDone).toList();
    }

    /** The index of the first outstanding record among the registered ones. */
    int first() {
      List<ModelledRecord> left = outstanding();
      return left.isEmpty() ? registered.size() - 1 : registered.indexOf(left.get(0));
    }
  }

  /** A record, and its only message once that is built. */
  private static final class ModelledRecord {
    private final ModelledPartition partition;
    private final TrackedRecord real;
    private final TargetQueue queue;
    private boolean isDone;
    private boolean isOrphan;
    private boolean isRetried;
    private @Nullable Delivery message;
    private @Nullable String laneOfMessage;

    ModelledRecord(ModelledPartition partition, TrackedRecord real, TargetQueue queue) {
      this.partition = partition;
      this.real = real;
      this.queue = queue;
    }
  }

  private record ModelledRequest(MessageBatch batch, String lane, List<ModelledRecord> records) {}

  /** What the last responses of a queue were. */
  private static final class ModelledHealth {
    private int failures;
    private long failedAt;
    private long closedUntil;
    private @Nullable MessageBatch probe;
  }

  /** The real parts beside the model. */
  private static final class ModelledQueues implements MessageSender {
    private final int maxMessages;
    private final int maxInFlight;
    private final long buffer;
    private final QueueLanes lanes;
    private final MessageAccumulator accumulator;
    private final InFlightRequests inFlight;
    private final RateLimit rateLimit;
    private final RequestDrain drain;
    private final ResponseWait waits;

    private final Map<TopicPartition, ModelledPartition> open = new LinkedHashMap<>();

    /** The names of all lanes; the one whose turn is next comes first. */
    private final List<String> turns = new ArrayList<>();

    private final Set<String> received = new HashSet<>();
    private final List<ModelledRecord> unassembled = new ArrayList<>();
    private final List<ModelledRecord> waiting = new ArrayList<>();
    private final List<ModelledRequest> requests = new ArrayList<>();
    private final Map<TargetQueue, ModelledHealth> health = new HashMap<>();
    private final Set<MessageBatch> awaited = new HashSet<>();
    private long now = 100_000;
    private long begun = now;
    private int bodies;
    private boolean wasRateOpen;
    private @Nullable TargetQueue last;

    ModelledQueues(int maxMessages, int maxInFlight, long buffer, int rate) {
      this.maxMessages = maxMessages;
      this.maxInFlight = maxInFlight;
      this.buffer = buffer;
      DeliverySettings settings =
          new DeliverySettings(
              maxMessages,
              1_048_576,
              0,
              maxInFlight,
              DeliverySettings.FifoOrdering.STRICT,
              buffer,
              10_000,
              -1,
              100,
              20_000,
              rate,
              -1);
      lanes = new QueueLanes(settings);
      accumulator =
          new MessageAccumulator(
              settings,
              new BackoffPolicy(100, 20_000, () -> 0.999999),
              DeliveryCounts.ofTask(0),
              () -> now);
      inFlight = new InFlightRequests(settings, lanes, accumulator);
      rateLimit = new RateLimit(rate);
      drain = new RequestDrain(accumulator, lanes, inFlight, rateLimit, this);
      waits = new ResponseWait(accumulator, lanes, inFlight, rateLimit);
      QUEUES.forEach(queue -> health.put(queue, new ModelledHealth()));
    }

    void run(List<Step> steps) {
      for (Step step : steps) {
        TopicPartition partition = PARTITIONS.get(step.which() % 4);
        switch (step.kind()) {
          case OPEN -> open(partition, queueOrNull(step.number()));
          case CLOSE -> close(partition);
          case RECEIVE -> {
            for (int i = step.number() % 8; i >= 0; i--) {
              receive(open.get(partition), step);
            }
          }
          case REWIND -> rewind(open.get(partition), step);
          case BUILD -> {
            for (int i = step.number() % 12; i >= 0; i--) {
              build(step.number());
            }
          }
          case DRAIN -> drain();
          case DELIVER -> settle(step.which(), true);
          case FAIL -> settle(step.which(), false);
          case PUT -> beginPut(partition);
          case WAIT -> now += step.number();
        }
        compare(step.number());
      }
    }

    private static @Nullable TargetQueue queueOrNull(int number) {
      return number % 4 == 3 ? null : QUEUES.get(number % 4);
    }

    private static String name(@Nullable TargetQueue queue) {
      return queue == null ? COMMON : queue.url();
    }

    private void open(TopicPartition partition, @Nullable TargetQueue queue) {
      if (!open.containsKey(partition)) {
        PartitionOffsets real = new PartitionOffsets(partition);
        open.put(partition, new ModelledPartition(real, name(queue)));
        use(name(queue));
        lanes.open(real, queue);
      }
    }

    private void use(String lane) {
      if (!turns.contains(lane)) {
        turns.add(lane);
      }
    }

    private void close(TopicPartition partition) {
      ModelledPartition closed = open.remove(partition);
      if (closed != null) {
        closed.registered.forEach(record -> record.isOrphan = true);
        closed.real.close();
        lanes.close(closed.real);
        dropOrphans();
      }
    }

    private void dropOrphans() {
      unassembled.removeIf(record -> record.isOrphan);
      waiting.removeIf(record -> record.isOrphan);
      lanes.dropOrphans();
      accumulator.dropOrphans();
    }

    /** Most records go where the others of their partition go. */
    private void receive(@Nullable ModelledPartition partition, Step step) {
      if (partition != null) {
        boolean isOther = step.which() > 12;
        TargetQueue expected = partition.real.lane().queue();
        TargetQueue byTopic = isOther ? queueOrNull(step.number()) : expected;
        receive(partition, byTopic, step.number(), partition.lastOffset + 1);
      }
    }

    private void receive(
        ModelledPartition partition, @Nullable TargetQueue byTopic, int number, long offset) {
      if (!partition.lane.equals(name(byTopic))) {
        if (partition.lastOffset < 0) {
          move(partition, name(byTopic));
        } else if (!partition.lane.equals(COMMON)) {
          move(partition, COMMON);
        }
      }
      lanes.route(partition.real, byTopic);
      TrackedRecord tracked =
          partition.real.register(
              MessageBatches.record(partition.real.topicPartition(), offset, "value"),
              100 + number % 7,
              now);
      partition.real.lane().addUnassembled(tracked);
      TargetQueue queue = byTopic == null ? QUEUES.get(number % 3) : byTopic;
      ModelledRecord record = new ModelledRecord(partition, tracked, queue);
      partition.registered.add(record);
      partition.lastOffset = offset;
      unassembled.add(record);
      received.add(partition.lane);
    }

    private void move(ModelledPartition partition, String lane) {
      partition.lane = lane;
      use(lane);
      List<ModelledRecord> moved =
          unassembled.stream().filter(record -> record.partition == partition).toList();
      unassembled.removeAll(moved);
      unassembled.addAll(moved);
      if (!moved.isEmpty()) {
        received.add(lane);
      }
    }

    private void rewind(@Nullable ModelledPartition partition, Step step) {
      if (partition == null || partition.lastOffset < 0) {
        return;
      }
      long offset = Math.max(0, partition.lastOffset - step.which() / 4);
      List<ModelledRecord> dropped =
          partition.outstanding().stream()
              .filter(record -> record.real.offset() >= offset)
              .toList();
      dropped.forEach(record -> record.isOrphan = true);
      List<ModelledRecord> all = partition.registered;
      while (!all.isEmpty()
          && (all.get(all.size() - 1).isOrphan || all.get(all.size() - 1).isDone)) {
        all.remove(all.size() - 1);
      }
      assertThat(partition.real.rewindTo(offset)).as("dropped").isEqualTo(dropped.size());
      dropOrphans();
      receive(partition, partition.real.lane().queue(), step.number(), offset);
    }

    /** Builds the message of the record whose turn it is. */
    private void build(int number) {
      String expected = null;
      for (int left = turns.size(); left > 0 && expected == null; left--) {
        String first = turns.remove(0);
        turns.add(first);
        expected = couldBuild(first) ? first : null;
      }
      QueueLane lane = lanes.nextToAssemble();
      assertThat(lane == null ? null : lane.name()).as("the next turn").isEqualTo(expected);
      if (lane != null) {
        ModelledRecord record = unassembledOf(expected).get(0);
        assertThat(lane.unassembled().removeFirst()).isSameAs(record.real);
        unassembled.remove(record);
        String body = ++bodies + "x".repeat(number % 1_000);
        record.real.addMessages(1);
        Delivery message = MessageBatches.delivery(record.queue, body, body, record.real, now);
        record.message = message;
        record.laneOfMessage = record.partition.lane;
        waiting.add(record);
        boolean isFull = accumulator.append(message);
        if (waiting.stream().noneMatch(each -> each.isRetried)) {
          assertThat(isFull)
              .as("a full request")
              .isEqualTo(waitingFor(record.queue) >= maxMessages);
        }
      }
    }

    private List<ModelledRecord> unassembledOf(String lane) {
      return unassembled.stream().filter(record -> record.partition.lane.equals(lane)).toList();
    }

    private int waitingFor(TargetQueue queue) {
      return (int) waiting.stream().filter(record -> record.queue.equals(queue)).count();
    }

    private void drain() {
      last = null;
      wasRateOpen = rateLimit.isOpen(now);
      drain.drain(now, now);
      assertThat(QUEUES.stream().filter(this::couldSend)).as("could send").isEmpty();
    }

    @Override
    public void send(MessageBatch batch) {
      TargetQueue queue = batch.queue();
      assertThat(couldSend(queue)).as("may send to %s", queue.name()).isTrue();
      if (queue.equals(last)) {
        assertThat(QUEUES.stream().filter(other -> !other.equals(queue) && couldSend(other)))
            .as("queues that have their turn before %s", queue.name())
            .isEmpty();
      }
      List<ModelledRecord> sent =
          waiting.stream().filter(record -> batch.deliveries().contains(record.message)).toList();
      assertThat(sent)
          .as("messages that waited")
          .hasSameSizeAs(batch.deliveries())
          .hasSize(Math.min(maxMessages, waitingFor(queue)));
      waiting.removeAll(sent);
      requests.add(new ModelledRequest(batch, laneOf(queue), sent));
      ModelledHealth known = health.get(queue);
      known.probe = known.failures > 0 ? batch : known.probe;
      last = queue;
      wasRateOpen = rateLimit.isOpen(now);
    }

    @Override
    public boolean renewCredentials() {
      return false;
    }

    private boolean couldSend(TargetQueue queue) {
      return wasRateOpen && isSendable(queue) && maySend(queue);
    }

    private boolean isSendable(TargetQueue queue) {
      return waitingFor(queue) > 0 && now >= health.get(queue).closedUntil;
    }

    private boolean maySend(TargetQueue queue) {
      ModelledHealth known = health.get(queue);
      MessageBatch probe = known.probe;
      boolean isProbed = known.failures > 0 && probe != null && now - probe.sentAt() < PROBE_MS;
      String lane = laneOf(queue);
      return lane != null && now >= known.closedUntil && !isProbed && mayStart(lane);
    }

    private @Nullable String laneOf(TargetQueue queue) {
      String own = turns.contains(queue.url()) ? queue.url() : null;
      return own == null && turns.contains(COMMON) ? COMMON : own;
    }

    private void settle(int which, boolean isDelivered) {
      if (requests.isEmpty()) {
        return;
      }
      ModelledRequest request = requests.remove(which % requests.size());
      QueueBacklog backlog = accumulator.backlog(request.batch().queue());
      inFlight.completed(request.batch());
      backlog.completed(request.batch());
      ModelledHealth known = health.get(request.batch().queue());
      known.probe = known.probe == request.batch() ? null : known.probe;
      long sentAt = request.batch().sentAt();
      if (isDelivered) {
        backlog.requestSucceeded();
        known.failures = 0;
        known.closedUntil = 0;
      } else {
        backlog.requestFailed(sentAt, now);
        if (known.failures == 0 || sentAt >= known.failedAt) {
          known.failures++;
          known.failedAt = now;
          known.closedUntil = now + Math.min(PROBE_MS, 100L << Math.min(20, known.failures - 1));
        }
      }
      request.records().forEach(record -> settle(record, backlog, isDelivered));
    }

    private void settle(ModelledRecord record, QueueBacklog backlog, boolean isDelivered) {
      assertThat(record.real.isOrphan()).isEqualTo(record.isOrphan);
      if (!isDelivered && !record.isOrphan) {
        backlog.reenqueue(record.message, List.of(record.message), now);
        record.isRetried = true;
        waiting.add(record);
        return;
      }
      accumulator.complete(record.message);
      record.message = null;
      record.isDone = !record.isOrphan;
      record.real.acknowledge();
    }

    private void beginPut(TopicPartition partition) {
      begun = now;
      received.clear();
      lanes.beginPut();
      turns.removeIf(
          lane -> partitionsOf(lane).isEmpty() && bytes(lane) == 0 && inFlight(lane) == 0);
      awaited.clear();
      awaited.addAll(inFlight.carrying(List.of(partition)));
      assertThat(awaited)
          .as("requests with records of %s", partition)
          .isEqualTo(
              Set.copyOf(
                  requests.stream()
                      .filter(
                          request ->
                              request.records().stream()
                                  .anyMatch(each -> each.real.topicPartition().equals(partition)))
                      .map(ModelledRequest::batch)
                      .toList()));
    }

    private Set<TopicPartition> partitionsOf(String lane) {
      Set<TopicPartition> partitions = new HashSet<>();
      open.forEach(
          (partition, is) ->
              partitions.addAll(is.lane.equals(lane) ? Set.of(partition) : Set.of()));
      return partitions;
    }

    private int used() {
      return (int) turns.stream().filter(lane -> !partitionsOf(lane).isEmpty()).count();
    }

    private long shareOfBytes() {
      return buffer / Math.max(1, used());
    }

    private int share() {
      return Math.max(1, maxInFlight / Math.max(1, used()));
    }

    private long bytes(String lane) {
      long ofRecords =
          open.values().stream()
              .filter(partition -> partition.lane.equals(lane))
              .flatMap(partition -> partition.outstanding().stream())
              .mapToLong(record -> record.real.bytes())
              .sum();
      return ofRecords + bytesOfMessages(lane);
    }

    private Stream<ModelledRecord> withMessages() {
      return Stream.concat(
          waiting.stream(), requests.stream().flatMap(request -> request.records().stream()));
    }

    private long bytesOfMessages(String lane) {
      return withMessages()
          .filter(record -> lane.equals(record.laneOfMessage))
          .mapToLong(record -> record.message.retainedBytes())
          .sum();
    }

    private boolean couldBuild(String lane) {
      return !unassembledOf(lane).isEmpty() && bytesOfMessages(lane) < shareOfBytes();
    }

    private int inFlight(String lane) {
      return (int) requests.stream().filter(request -> request.lane().equals(lane)).count();
    }

    private boolean hasBytesLeft(String lane) {
      return requests.stream()
              .filter(request -> request.lane().equals(lane))
              .mapToLong(request -> request.batch().bytes())
              .sum()
          < shareOfBytes();
    }

    private boolean isFailing(String lane) {
      return QUEUES.stream()
          .anyMatch(queue -> queue.url().equals(lane) && health.get(queue).failures > 0);
    }

    private boolean mayStart(String lane) {
      int free = maxInFlight - requests.size();
      int kept =
          turns.stream()
              .filter(other -> !other.equals(lane) && !partitionsOf(other).isEmpty())
              .mapToInt(other -> Math.max(0, kept(other) - inFlight(other)))
              .sum();
      return free > 0 && hasBytesLeft(lane) && (inFlight(lane) < share() || free > kept);
    }

    /** How many requests are kept free for a lane, or are in flight. */
    private int kept(String lane) {
      if (isFailing(lane)) {
        return 1;
      }
      boolean couldSend =
          lane.equals(COMMON)
              ? bytes(COMMON) > 0
              : QUEUES.stream().anyMatch(each -> each.url().equals(lane) && isSendable(each));
      return couldSend ? share() : Math.max(1, share() / 4);
    }

    private boolean isBusy(String lane) {
      return !unassembledOf(lane).isEmpty()
          || QUEUES.stream().anyMatch(each -> lane.equals(laneOf(each)) && isSendable(each));
    }

    private long waitsInPutUntil(long deadline) {
      List<String> busy = turns.stream().filter(this::isBusy).toList();
      List<String> others = turns.stream().filter(lane -> !busy.contains(lane)).toList();
      boolean isAnyIdle = others.stream().anyMatch(lane -> !partitionsOf(lane).isEmpty());
      if (requests.isEmpty() || !rateLimit.isOpen(now)) {
        return QueueBacklog.ALWAYS;
      }
      if (used() < 2) {
        boolean hasMore = !unassembled.isEmpty() || QUEUES.stream().anyMatch(this::isSendable);
        return hasMore ? deadline : QueueBacklog.ALWAYS;
      }
      if (busy.isEmpty() || others.stream().anyMatch(received::contains)) {
        return QueueBacklog.ALWAYS;
      }
      int shortly = busy.stream().allMatch(this::isFailing) ? 5 : 50;
      return isAnyIdle ? begun + shortly : deadline;
    }

    private long waitsInCommitUntil(long deadline) {
      if (used() < 2) {
        return awaited.isEmpty() ? QueueBacklog.ALWAYS : deadline;
      }
      return awaited.stream()
          .filter(batch -> !isFailing(batch.queue().url()))
          .mapToLong(batch -> Math.min(deadline, batch.sentAt() + 1_000))
          .max()
          .orElse(QueueBacklog.ALWAYS);
    }

    private void compare(int number) {
      assertThat(lanes.all().stream().map(this::state).toList())
          .isEqualTo(turns.stream().map(this::expectedState).toList());
      for (ModelledPartition partition : open.values()) {
        assertThat(state(partition.real)).isEqualTo(expectedState(partition));
      }
      List<TargetQueue> known =
          QUEUES.stream().filter(queue -> accumulator.find(queue) != null).toList();
      assertThat(known.stream().map(accumulator::find).map(this::state).toList())
          .isEqualTo(known.stream().map(this::expectedState).toList());
      inFlight.retainIn(awaited);
      awaited.removeIf(batch -> requests.stream().noneMatch(each -> each.batch() == batch));
      long deadline = now + number;
      assertThat(
              List.of(
                  lanes.areSeveral(),
                  lanes.unassembled(),
                  lanes.couldAssemble(),
                  inFlight.size(),
                  inFlight.isEmpty(),
                  inFlight.areBelowLimit(),
                  drain.isSharedLimitReached(),
                  accumulator.bytes(),
                  accumulator.waiting(),
                  waits.inPutUntil(now, begun, deadline),
                  waits.inCommitUntil(awaited, deadline)))
          .isEqualTo(
              List.of(
                  used() > 1,
                  unassembled.size(),
                  turns.stream().anyMatch(this::couldBuild),
                  requests.size(),
                  requests.isEmpty(),
                  requests.size() < maxInFlight,
                  used() > 1 && requests.size() >= maxInFlight,
                  withMessages().mapToLong(record -> record.message.retainedBytes()).sum(),
                  waiting.size(),
                  waitsInPutUntil(deadline),
                  waitsInCommitUntil(deadline)));
    }

    private List<Object> state(QueueLane lane) {
      return List.of(
          lane.name(),
          Set.copyOf(lane.partitions()),
          lane.bytes(),
          lane.isActive(),
          lane.inFlight(),
          lane.maxBytes(),
          lane.maxInFlight(),
          lane.hasBytesLeft(),
          lane.couldAssemble(),
          lane.hasReceived(),
          List.copyOf(lane.unassembled()),
          inFlight.isFailing(lane),
          inFlight.mayStart(lane, now));
    }

    private List<Object> expectedState(String lane) {
      return List.of(
          lane,
          partitionsOf(lane),
          bytes(lane),
          bytes(lane) > 0,
          inFlight(lane),
          shareOfBytes(),
          share(),
          hasBytesLeft(lane),
          couldBuild(lane),
          received.contains(lane),
          unassembledOf(lane).stream().map(record -> record.real).toList(),
          isFailing(lane),
          mayStart(lane));
    }

    private List<Object> state(PartitionOffsets partition) {
      return List.of(
          partition.lane().name(),
          partition.lastOffset(),
          partition.bytes(),
          partition.first() == null ? -1L : partition.first().offset(),
          partition.registeredAfterFirst(),
          partition.isLaterRecordAcknowledged());
    }

    private static List<Object> expectedState(ModelledPartition partition) {
      List<ModelledRecord> left = partition.outstanding();
      long after = left.isEmpty() ? 0 : partition.registered.size() - 1 - partition.first();
      return List.of(
          partition.lane,
          partition.lastOffset,
          left.stream().mapToLong(record -> record.real.bytes()).sum(),
          left.isEmpty() ? -1L : left.get(0).real.offset(),
          after,
          after > left.size() - 1 && !left.isEmpty());
    }

    private List<Object> state(QueueBacklog backlog) {
      QueueStatus status = backlog.status(new LearnedLimit.State(false, 0, 0));
      return List.of(
          status.requestsInFlight(),
          status.messagesWaiting(),
          status.isFailing(),
          status.learnedLimitBytes(),
          backlog.isIdle(),
          backlog.isSendable(now),
          drain.maySend(backlog, now));
    }

    private List<Object> expectedState(TargetQueue queue) {
      int sent = (int) requests.stream().filter(each -> each.batch().queue() == queue).count();
      return List.of(
          sent,
          waitingFor(queue),
          isFailing(queue.url()),
          0,
          sent + waitingFor(queue) == 0,
          isSendable(queue),
          maySend(queue));
    }
  }
}
