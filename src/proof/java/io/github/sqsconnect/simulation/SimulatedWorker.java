package io.github.sqsconnect.simulation;

import io.github.sqsconnect.SimulatedTask;
import java.util.AbstractCollection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Connect's worker for one sink task, in the order of its calls: poll, put, commit, rebalance,
 * stop. One object lives as long as one task.
 */
final class SimulatedWorker {
  /** So many polls without records are on time; then the worker gets slower, as busy ones do. */
  private static final int PROMPT_POLLS = 10;

  private static final long SLOWEST_MS = 250;
  private static final long LONGEST_PUT_MS = 1_000;
  private static final long LONGEST_PRE_COMMIT_MS = 2_000;

  private final World world;
  private final int member;
  private final Life life;
  private final Story story;
  private final SimulatedConsumer consumer;
  private final SimulatedClient client;
  private final SimulatedReporter reporter;
  private final SimulatedContext context;
  private final SimulatedTask task;
  private final Pauses pauses;
  private boolean stopped;
  private final Map<Integer, Long> current = new HashMap<>();
  private long nextCommit;
  private long doneAt;
  private int emptyPolls;

  /** What the task has not made messages of yet. */
  private final ArrayDeque<Integer> unassembled = new ArrayDeque<>();

  private boolean pastPolls;

  SimulatedWorker(
      World world,
      int member,
      Life life,
      Story story,
      SimulatedConsumer consumer,
      SimulatedClient client,
      SimulatedReporter reporter,
      SimulatedContext context,
      SimulatedTask task) {
    this.world = world;
    this.member = member;
    this.life = life;
    this.story = story;
    this.consumer = consumer;
    this.client = client;
    this.reporter = reporter;
    this.context = context;
    this.task = task;
    pauses = new Pauses(world, life, consumer, task, context, client, reporter);
    doneAt = world.time().now();
    nextCommit = doneAt + world.setup().commitIntervalMs();
  }

  /** Which of the tasks it is. */
  int member() {
    return member;
  }

  int inFlight() {
    return client.inFlight();
  }

  Life life() {
    return life;
  }

  /** Nothing is under way and nothing is kept. */
  boolean isIdle() {
    return client.inFlight() == 0 && !reporter.isWaiting();
  }

  long bufferedBytes() {
    return task.bufferedBytes();
  }

  /** One turn of the worker's loop. */
  void iterate() {
    if (world.time().now() >= nextCommit) {
      commit(all(), false);
      nextCommit = world.time().now() + world.setup().commitIntervalMs();
    }
    long timeout = timeout(world.time().now(), context.takeTimeout());
    List<Integer> records = poll(world.time().now() + timeout);
    emptyPolls = records.isEmpty() ? emptyPolls + 1 : 0;
    put(records);
    doneAt = world.time().now();
  }

  /** How long a poll may take that begins now. */
  private long timeout(long now, long asked) {
    long timeout = Math.max(0, nextCommit - now);
    if (asked > 0) {
      timeout = Math.min(timeout, asked);
    }
    return emptyPolls > PROMPT_POLLS
        ? Math.max(timeout, Math.min(SLOWEST_MS, (emptyPolls - PROMPT_POLLS) * 10L))
        : timeout;
  }

  /** When its poll ends at the latest. */
  long dueAt() {
    return Math.min(consumer.nextRecordAt(), doneAt + timeout(doneAt, context.timeout()));
  }

  /** Its poll ends early when it is the turn of another task. */
  private List<Integer> poll(long latest) {
    while (true) {
      world.happen(this);
      List<Integer> records = consumer.poll();
      long now = world.time().now();
      long deadline = Math.min(latest, world.members().othersDueAt(this));
      if (!records.isEmpty() || now >= deadline) {
        return records;
      }
      long next = Math.min(world.nextHappeningAt(), consumer.nextRecordAt());
      world.queue().advanceTo(Math.max(now, Math.min(deadline, next)));
    }
  }

  private void put(List<Integer> records) {
    reporter.settle(true);
    tellPut(records);
    life.enter(Life.Phase.PUT);
    long before = world.time().now();
    try {
      task.put(new Given(records));
    } catch (ConnectException stop) {
      stopped = true;
      throw stop;
    } catch (RuntimeException defect) {
      throw new Violation("unexpected exception", defect);
    } finally {
      seeAssembled();
    }
    life.enter(Life.Phase.NONE);
    if (life.isToStop()) {
      throw new Violation("does not stop", "put returns although the task must stop");
    }
    requireShort("put", before, LONGEST_PUT_MS, State.LONGEST_WAIT_IN_PUT);
    for (int record : records) {
      current.put(world.topic().partitionOf(record), world.topic().offset(record) + 1);
    }
    requireWindow();
    pauses.check();
    pauses.checkTimeout();
  }

  /** The records of a poll, which the task has as soon as it begins to read them. */
  private final class Given extends AbstractCollection<SinkRecord> {
    private final List<Integer> records;

    Given(List<Integer> records) {
      this.records = records;
    }

    @Override
    public Iterator<SinkRecord> iterator() {
      List<SinkRecord> given = new ArrayList<>(records.size());
      for (int record : records) {
        PlannedRecord.Kind kind = world.topic().kind(record);
        if (kind == PlannedRecord.Kind.SKIPPED) {
          continue;
        }
        if (kind == PlannedRecord.Kind.POISON) {
          life.note(Life.Reason.POISON);
        }
        SinkRecord instance = world.topic().read(record);
        if (world.ledger().given(record, instance, world.time().now())) {
          forgetUnassembled(world.topic().partitionOf(record), world.topic().offset(record));
        }
        unassembled.addLast(record);
        given.add(instance);
      }
      return given.iterator();
    }

    @Override
    public int size() {
      return records.size();
    }
  }

  /** Records become messages in the order in which they were put. */
  private void seeAssembled() {
    for (int left = task.recordsWaiting(); unassembled.size() > left; ) {
      world.ledger().assembled(unassembled.removeFirst());
    }
  }

  private void forgetUnassembled(int partition, long from) {
    Topic topic = world.topic();
    unassembled.removeIf(
        record -> topic.partitionOf(record) == partition && topic.offset(record) >= from);
  }

  /** Offsets of a partition go back. */
  void goBack(int partition, int roll) {
    consumer.goBack(partition, roll);
  }

  /** The window is neither larger nor smaller than the answers so far make it. */
  private void requireWindow() {
    if (client.windowMayDiffer() && task.window() != client.window().size()) {
      throw new Violation(
          "window size", task.window() + " where it should be " + client.window().size());
    }
  }

  private void tellPut(List<Integer> records) {
    if (story.isTold() && !records.isEmpty()) {
      StringBuilder text = new StringBuilder("puts");
      for (int record : records.subList(0, Math.min(records.size(), 20))) {
        text.append(' ').append(world.topic().name(record));
        if (world.topic().kind(record) != PlannedRecord.Kind.PLAIN) {
          text.append(' ').append(world.topic().kind(record));
        }
      }
      story.add("worker", text + (records.size() > 20 ? " …" : ""));
    }
  }

  private void requireShort(String call, long before, long most, State longest) {
    long took = world.time().now() - before;
    if (took > most) {
      throw new Violation("too long in " + call, took + " ms");
    }
    if (took == most) {
      world.reached().mark(longest);
    }
  }

  private boolean[] all() {
    boolean[] all = new boolean[world.setup().partitions()];
    for (int p = 0; p < all.length; p++) {
      all[p] = consumer.isAssigned(p);
    }
    return all;
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

  /** Asks what may be committed and commits it; when closing, closes in between. */
  private void commit(boolean[] which, boolean closing) {
    reporter.await(which);
    reporter.settle(false);
    Map<TopicPartition, OffsetAndMetadata> proposed = new HashMap<>();
    for (TopicPartition partition : partitions(which)) {
      Long offset = current.get(partition.partition());
      if (offset != null) {
        proposed.put(partition, new OffsetAndMetadata(offset));
      }
    }
    if (proposed.isEmpty()) {
      return;
    }
    life.mayCrash();
    Map<TopicPartition, OffsetAndMetadata> offered = preCommit(proposed);
    life.mayCrash();
    if (closing) {
      close(which);
    } else {
      pauses.checkTimeout();
    }
    if (world.weather().commitFails()) {
      story.add("broker", "does not take the commit");
      return;
    }
    offered.forEach(
        (partition, offset) -> world.group().commit(partition.partition(), offset.offset()));
    life.mayCrash();
  }

  private Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> proposed) {
    life.enter(Life.Phase.PRE_COMMIT);
    long before = world.time().now();
    int inFlight = client.inFlight();
    Map<TopicPartition, OffsetAndMetadata> offered;
    try {
      offered = task.preCommit(proposed);
    } catch (RuntimeException defect) {
      throw new Violation("preCommit threw", defect);
    }
    life.enter(Life.Phase.NONE);
    requireShort("preCommit", before, LONGEST_PRE_COMMIT_MS, State.LONGEST_WAIT_IN_PRECOMMIT);
    if (client.inFlight() < inFlight && world.time().now() > before) {
      world.reached().mark(State.ANSWER_AWAITED_IN_PRECOMMIT);
    }
    if (story.isTold()) {
      story.add("task", "offers " + brief(offered) + " of " + brief(proposed));
    }
    offered.forEach((partition, offset) -> checkOffer(partition, offset, proposed));
    if (!offered.keySet().equals(proposed.keySet())) {
      throw new Violation("offer", "asked for " + proposed + ", offered " + offered);
    }
    requireWindow();
    // Of the records of a put that threw, the task may have taken none: it counts them otherwise.
    if (!stopped) {
      pauses.check();
    }
    return offered;
  }

  private void tell(String verb, boolean[] which) {
    if (story.isTold()) {
      story.add("worker", verb + ' ' + partitions(which));
    }
  }

  private static String brief(Map<TopicPartition, OffsetAndMetadata> offsets) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<TopicPartition, OffsetAndMetadata> entry : offsets.entrySet()) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(entry.getKey().partition())
          .append('-')
          .append(entry.getValue().offset());
    }
    return text.toString();
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
    world.ledger().committed(p, world.group().committed(p), offered.offset());
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
    life.enter(Life.Phase.CLOSE);
    try {
      task.close(partitions(which));
    } catch (RuntimeException defect) {
      throw new Violation("close threw", defect);
    }
    life.enter(Life.Phase.NONE);
    if (task.bufferedBytes() < before) {
      world.reached().mark(State.WAITING_DROPPED_AT_CLOSE);
    }
    tell("closes", which);
  }

  /** Partitions are taken away, with a last commit. */
  void revoke(boolean[] which) {
    if (partitions(which).isEmpty()) {
      return;
    }
    commitAndClose(which);
    for (TopicPartition partition : partitions(which)) {
      consumer.revoke(partition.partition());
    }
  }

  private void commitAndClose(boolean[] which) {
    boolean hasOffsets = false;
    for (TopicPartition partition : partitions(which)) {
      hasOffsets |= current.containsKey(partition.partition());
    }
    if (hasOffsets) {
      commit(which, true);
    } else {
      reporter.await(which);
      close(which);
    }
  }

  /** Partitions are lost: there is no last commit. */
  void lose(boolean[] which) {
    if (partitions(which).isEmpty()) {
      return;
    }
    close(which);
    reporter.cancel(which);
    for (TopicPartition partition : partitions(which)) {
      consumer.revoke(partition.partition());
    }
  }

  /** Partitions arrive. */
  void assign(boolean[] which) {
    for (TopicPartition partition : partitions(which)) {
      consumer.assign(partition.partition());
    }
    context.repause();
    if (partitions(which).isEmpty()) {
      return;
    }
    for (TopicPartition partition : partitions(which)) {
      int p = partition.partition();
      world.ledger().opened(p, life, world.group().committed(p));
      current.put(p, world.group().committed(p));
    }
    tell("opens", which);
    if (task.bufferedBytes() > world.setup().bufferMaxBytes()) {
      world.reached().mark(State.OPENED_WHILE_FULL);
    }
    life.enter(Life.Phase.OPEN);
    try {
      task.open(partitions(which));
    } catch (RuntimeException defect) {
      throw new Violation("open threw", defect);
    }
    life.enter(Life.Phase.NONE);
    pauses.check();
    pauses.checkTimeout();
  }

  /** The task ends in the ordinary way: commit, close, stop. */
  void stop() {
    if (pastPolls) {
      return;
    }
    pastPolls = true;
    life.enter(Life.Phase.NONE);
    try {
      commitAndClose(all());
    } catch (ConnectException reportFailed) {
      story.add("worker", "cannot commit: a report failed");
    }
    life.end();
  }
}
