package io.github.sqsconnect.world;

import io.github.sqsconnect.SimulatedTask;
import io.github.sqsconnect.delivery.PipelineStatus;
import io.github.sqsconnect.delivery.QueueLoad;
import java.util.AbstractCollection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Connect's worker for one sink task: makes the calls in Connect's order, and checks after each
 * that the task keeps its promises. One object lives as long as one task. When calls are made, and
 * with which records, the driver decides.
 */
public final class SimulatedWorker {
  private static final long LONGEST_PUT_MS = 1_000;
  private static final long LONGEST_PRE_COMMIT_MS = 2_000;
  private static final long RESPONSE_EXPECTED_MS = 1_000;

  /** The records of a poll, which are known as soon as the task begins to read them. */
  public final class PolledRecords extends AbstractCollection<SinkRecord> {
    private final Supplier<List<Integer>> poll;
    private List<Integer> records = List.of();
    private final List<Integer> given = new ArrayList<>();
    private boolean isRead;
    private int consumed;

    PolledRecords(Supplier<List<Integer>> poll) {
      this.poll = poll;
    }

    /** Whether the task has begun to read it. */
    public boolean isRead() {
      return isRead;
    }

    /** The records that the task is given. */
    public List<Integer> given() {
      return given;
    }

    /** How many of them the task has read. */
    public int consumed() {
      return consumed;
    }

    @Override
    public Iterator<SinkRecord> iterator() {
      records = poll.get();
      isRead = true;
      List<SinkRecord> instances = new ArrayList<>(records.size());
      for (int record : records) {
        give(record, instances);
      }
      log();
      Iterator<SinkRecord> all = instances.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return all.hasNext();
        }

        @Override
        public SinkRecord next() {
          consumed++;
          return all.next();
        }
      };
    }

    private void give(int record, List<SinkRecord> instances) {
      PlannedRecord.Kind kind = world.topic().kind(record);
      if (kind == PlannedRecord.Kind.SKIPPED) {
        hasSkipped = true;
        return;
      }
      if (kind == PlannedRecord.Kind.POISON) {
        life.allow(TaskLifecycle.Reason.POISON);
      }
      SinkRecord instance = world.topic().read(record);
      if (world.ledger().given(record, instance, world.now())) {
        forgetUnassembled(world.topic().partitionOf(record), world.topic().offset(record));
      }
      unassembled.get(world.topic().queueOf(record)).addLast(record);
      given.add(record);
      instances.add(instance);
    }

    private void log() {
      if (!world.log().isLogged() || records.isEmpty()) {
        return;
      }
      StringBuilder text = new StringBuilder("puts");
      for (int record : records.subList(0, Math.min(records.size(), 20))) {
        text.append(' ').append(world.topic().name(record));
        PlannedRecord.Kind kind = world.topic().kind(record);
        text.append(kind == PlannedRecord.Kind.PLAIN ? "" : " " + kind);
      }
      world.log().add("worker", text, records.size() > 20 ? " …" : "");
    }

    /** Known once the task has read them. */
    @Override
    public boolean isEmpty() {
      return records.isEmpty();
    }

    @Override
    public int size() {
      if (!isRead) {
        throw new UnsupportedOperationException("the records are not known before they are read");
      }
      return given.size();
    }
  }

  private final World world;
  private final TaskLifecycle life;
  private final SimulatedConsumer consumer;
  private final SimulatedContext context;
  private final TaskRequests requests;
  private final SimulatedReporter reporter;
  private final SimulatedTask task;
  private final BooleanSupplier commitFails;
  private final PauseChecks pauses;
  private final StarvationChecks starvation;

  /** For each assigned partition, the offset that the worker would commit. */
  private final Map<Integer, Long> current = new HashMap<>();

  /** By queue, the records that the task has not built messages from yet. */
  private final List<ArrayDeque<Integer>> unassembled;

  /** Whether the task has not received a record that the worker has read. */
  private boolean hasSkipped;

  private PolledRecords polled = new PolledRecords(List::of);
  private boolean hasFailed;
  private boolean isStopping;

  public SimulatedWorker(
      World world,
      TaskLifecycle life,
      SimulatedConsumer consumer,
      SimulatedContext context,
      TaskRequests requests,
      SimulatedReporter reporter,
      SimulatedTask task,
      BooleanSupplier commitFails) {
    this.world = world;
    this.life = life;
    this.consumer = consumer;
    this.context = context;
    this.requests = requests;
    this.reporter = reporter;
    this.task = task;
    this.commitFails = commitFails;
    unassembled = Stream.generate(ArrayDeque<Integer>::new).limit(world.setup().queues()).toList();
    pauses = new PauseChecks(world, life, consumer, task, context, requests, reporter);
    starvation = new StarvationChecks(world, life, requests, task);
  }

  public World world() {
    return world;
  }

  public TaskLifecycle life() {
    return life;
  }

  public SimulatedConsumer consumer() {
    return consumer;
  }

  public SimulatedContext context() {
    return context;
  }

  public TaskRequests requests() {
    return requests;
  }

  public SimulatedTask task() {
    return task;
  }

  /** The poll that the task was given last. */
  public PolledRecords polled() {
    return polled;
  }

  /** Nothing is in flight, and no report is pending. */
  public boolean isIdle() {
    return requests.inFlight() == 0 && !reporter.isWaiting();
  }

  /** Whether the task keeps nothing, unless it has to stop. */
  public void requireEmpty() {
    PipelineStatus status = task.status();
    PipelineStatus empty = new PipelineStatus(0, status.window(), 0, 0, 0, 0, PipelineStatus.NONE);
    if (!life.isToStop() && !status.equals(empty)) {
      throw new Violation("bytes", "kept for nothing: " + status);
    }
  }

  /** The offset that the worker would commit for a partition. */
  public long current(int partition) {
    return current.getOrDefault(partition, world.topic().start(partition));
  }

  /**
   * Puts the records of a poll.
   *
   * @param poll asked when the task begins to read it, after it has settled what arrived
   */
  public void put(Supplier<List<Integer>> poll) {
    context.beginCall();
    reporter.beginPut();
    polled = new PolledRecords(poll);
    life.enter(TaskLifecycle.Phase.PUT);
    long before = world.now();
    try {
      task.put(polled);
    } catch (ConnectException stop) {
      hasFailed = true;
      throw stop;
    } catch (RuntimeException defect) {
      throw new Violation("unexpected exception", defect);
    } finally {
      seeAssembled();
    }
    life.enter(TaskLifecycle.Phase.NONE);
    if (life.isToStop()) {
      throw new Violation("does not stop", "put returns although the task must stop");
    }
    reporter.endPut();
    requireShort("put", before, LONGEST_PUT_MS, ReachableState.PUT_WAITS_UNTIL_ITS_LIMIT);
    for (int record : polled.records) {
      current.put(world.topic().partitionOf(record), world.topic().offset(record) + 1);
    }
    requests.requireStatus(task);
    pauses.check();
    pauses.checkTimeout();
    starvation.afterPut(before);
  }

  /** Records of a queue become messages in the order in which they were put. */
  private void seeAssembled() {
    for (int queue = 0; queue < unassembled.size(); queue++) {
      QueueLoad load = task.load(world.setup().url(queue));
      int left = world.isCoarse() || load == null ? 0 : load.recordsWaiting();
      if (left > 0) {
        world.reach(ReachableState.RECORDS_WAIT_FOR_BUFFER_SPACE);
      }
      while (unassembled.get(queue).size() > left) {
        world.ledger().assembled(unassembled.get(queue).removeFirst());
      }
    }
  }

  private void forgetUnassembled(int partition, long from) {
    starvation.recordsDropped();
    Topic topic = world.topic();
    unassembled
        .get(world.setup().queueOf(partition))
        .removeIf(record -> topic.partitionOf(record) == partition && topic.offset(record) >= from);
  }

  private void requireShort(String call, long before, long most, ReachableState longest) {
    long took = world.now() - before;
    if (took > most && !world.isCoarse()) {
      throw new Violation("too long in " + call, took + " ms");
    }
    if (took == most) {
      world.reach(longest);
    }
  }

  private List<TopicPartition> partitions(boolean[] which) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (int p = 0; p < which.length; p++) {
      if (which[p]) {
        partitions.add(world.topic().partition(p));
      }
    }
    return partitions;
  }

  /** Commits what may be committed. */
  public void commit() {
    commit(consumer.assigned(), false);
  }

  /** Asks what may be committed and commits it; when closing, closes in between. */
  private void commit(boolean[] which, boolean isClosing) {
    reporter.await(which);
    Map<TopicPartition, OffsetAndMetadata> proposed = new HashMap<>();
    for (TopicPartition partition : partitions(which)) {
      proposed.put(partition, new OffsetAndMetadata(current(partition.partition())));
    }
    if (proposed.isEmpty()) {
      return;
    }
    life.crashIfPlanned();
    Map<TopicPartition, OffsetAndMetadata> offered = preCommit(proposed);
    life.crashIfPlanned();
    if (isClosing) {
      close(which);
    } else {
      pauses.checkTimeout();
    }
    if (commitFails.getAsBoolean()) {
      world.log().add("broker", "does not accept the commit");
      return;
    }
    offered.forEach(
        (partition, offset) -> world.committed().commit(partition.partition(), offset.offset()));
    life.crashIfPlanned();
  }

  private Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> proposed) {
    context.beginCall();
    life.enter(TaskLifecycle.Phase.PRE_COMMIT);
    long before = world.now();
    int inFlight = requests.inFlight();
    long expectedUntil = expectedUntil(before);
    Map<TopicPartition, OffsetAndMetadata> offered;
    try {
      offered = task.preCommit(proposed);
    } catch (RuntimeException defect) {
      throw new Violation("preCommit threw", defect);
    }
    life.enter(TaskLifecycle.Phase.NONE);
    if (task.unseenRecords() > 0 && !hasSkipped) {
      throw new Violation("unseen", task.unseenRecords() + " records are thought to be missing");
    }
    requireShort(
        "preCommit", before, LONGEST_PRE_COMMIT_MS, ReachableState.PRECOMMIT_WAITS_UNTIL_ITS_LIMIT);
    if (world.now() > expectedUntil) {
      throw new Violation("commit waits", "for requests that are not expected to be answered");
    }
    if (requests.inFlight() < inFlight && world.now() > before) {
      world.reach(ReachableState.PRECOMMIT_WAITS_FOR_RESPONSE);
    }
    logOffer(proposed, offered);
    offered.forEach((partition, offset) -> checkOffer(partition, offset, proposed));
    if (!offered.keySet().equals(proposed.keySet())) {
      throw new Violation("offer", "asked for " + proposed + ", offered " + offered);
    }
    requests.requireStatus(task);
    // Of the records of a put that threw, the task may have consumed none: it counts them
    // otherwise.
    if (!hasFailed) {
      pauses.check();
    }
    return offered;
  }

  /** With several queues, a commit waits only for requests that were sent within a second. */
  private long expectedUntil(long now) {
    boolean isLimited = world.ledger().shares(life) > 1 && !world.isCoarse();
    return isLimited ? Math.max(now, requests.lastSentAt() + RESPONSE_EXPECTED_MS) : Long.MAX_VALUE;
  }

  private void logOffer(
      Map<TopicPartition, OffsetAndMetadata> proposed,
      Map<TopicPartition, OffsetAndMetadata> offered) {
    if (world.log().isLogged()) {
      StringBuilder text = new StringBuilder("offers");
      offered.forEach(
          (partition, offset) -> {
            text.append(' ').append(partition.partition()).append('-').append(offset.offset());
            OffsetAndMetadata limit = proposed.get(partition);
            text.append(limit == null ? "" : " of " + limit.offset());
          });
      world.log().add("task", text);
    }
  }

  private void checkOffer(
      TopicPartition partition,
      OffsetAndMetadata offered,
      Map<TopicPartition, OffsetAndMetadata> proposed) {
    int p = partition.partition();
    OffsetAndMetadata limit = proposed.get(partition);
    if (limit == null) {
      throw new Violation("offer", partition + " was not asked for");
    }
    world.ledger().committed(p, world.topic().start(p), offered.offset());
    long expected = world.ledger().committable(p, limit.offset());
    if (offered.offset() != expected) {
      throw new Violation(
          "offer", partition + " could be " + expected + ", offered " + offered.offset());
    }
  }

  private void close(boolean[] which) {
    for (TopicPartition partition : partitions(which)) {
      world.ledger().closed(partition.partition());
      forgetUnassembled(partition.partition(), 0);
      current.remove(partition.partition());
    }
    long before = task.bufferedBytes();
    life.enter(TaskLifecycle.Phase.CLOSE);
    try {
      task.close(partitions(which));
    } catch (RuntimeException defect) {
      throw new Violation("close threw", defect);
    }
    life.enter(TaskLifecycle.Phase.NONE);
    if (task.bufferedBytes() < before) {
      world.reach(ReachableState.WAITING_MESSAGES_DROPPED_AT_CLOSE);
    }
    log("closes ", which);
  }

  private void log(String verb, boolean[] which) {
    if (world.log().isLogged()) {
      world.log().add("worker", verb, partitions(which));
    }
  }

  /** Partitions are revoked, with a last commit. */
  public void revoke(boolean[] which) {
    commit(which, true);
    partitions(which).forEach(partition -> consumer.revoke(partition.partition()));
  }

  /** Partitions are lost: there is no last commit. */
  public void lose(boolean[] which) {
    if (partitions(which).isEmpty()) {
      return;
    }
    close(which);
    reporter.cancel(which);
    partitions(which).forEach(partition -> consumer.revoke(partition.partition()));
  }

  /** Partitions are assigned. */
  public void assign(boolean[] which) {
    List<TopicPartition> partitions = partitions(which);
    partitions.forEach(partition -> consumer.assign(partition.partition()));
    context.repause();
    if (partitions.isEmpty()) {
      return;
    }
    for (TopicPartition partition : partitions) {
      int p = partition.partition();
      world.ledger().opened(p, life);
      current.put(p, world.committed().of(p));
    }
    log("opens ", which);
    if (task.bufferedBytes() > world.setup().bufferMaxBytes()) {
      world.reach(ReachableState.PARTITION_OPENED_WHILE_BUFFER_FULL);
    }
    context.beginCall();
    life.enter(TaskLifecycle.Phase.OPEN);
    try {
      task.open(partitions);
    } catch (RuntimeException defect) {
      throw new Violation("open threw", defect);
    }
    life.enter(TaskLifecycle.Phase.NONE);
    pauses.check();
    pauses.checkTimeout();
  }

  /**
   * The task ends in the ordinary way: commit, close, stop.
   *
   * @return false if it could not commit, because a report failed
   */
  public boolean stop() {
    if (isStopping) {
      return true;
    }
    isStopping = true;
    life.enter(TaskLifecycle.Phase.NONE);
    boolean isCommitted = true;
    try {
      commit(consumer.assigned(), true);
    } catch (ConnectException reportFailed) {
      world.log().add("worker", "cannot commit: a report failed");
      isCommitted = false;
    }
    life.end();
    return isCommitted;
  }
}
