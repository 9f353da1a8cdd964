package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.SimulatedTask;
import io.github.sqsconnect.delivery.PipelineSnapshot;
import io.github.sqsconnect.simulation.Topic;
import io.github.sqsconnect.simulation.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** Connect's worker for one task, in the order of its calls, from assignment to the last close. */
final class Worker {
  private final Run run;
  private final Topic topic;
  private final Life life;
  private final Wire wire;
  private final Reporter reporter;
  private final Desk desk;
  private final SimulatedTask task;

  Worker(Run run, Life life, Wire wire, Reporter reporter, Desk desk, SimulatedTask task) {
    this.run = run;
    this.topic = run.topic();
    this.life = life;
    this.wire = wire;
    this.reporter = reporter;
    this.desk = desk;
    this.task = task;
  }

  SimulatedTask task() {
    return task;
  }

  Desk desk() {
    return desk;
  }

  int inFlight() {
    return wire.inFlight();
  }

  int windowSize() {
    return wire.window().size();
  }

  /** Nothing is under way and nothing is kept. */
  boolean isIdle() {
    return wire.inFlight() == 0 && !reporter.isWaiting(assigned());
  }

  /** Whether a put without records would send something now. */
  boolean couldSend() {
    return task.snapshot().queues().stream().anyMatch(PipelineSnapshot.QueueState::couldSend);
  }

  private boolean[] assigned() {
    return new boolean[] {desk.isAssigned(0), desk.isAssigned(1)};
  }

  private List<TopicPartition> partitions(boolean[] which) {
    List<TopicPartition> partitions = new ArrayList<>(which.length);
    for (int p = 0; p < which.length; p++) {
      if (which[p]) {
        partitions.add(topic.partition(p));
      }
    }
    return partitions;
  }

  private long offset(int partition, int records) {
    return topic.start(partition) + records;
  }

  /**
   * Gives the task what a poll brings.
   *
   * @param poll what; null to choose it when the task asks, after it has settled what arrived
   */
  void put(@Nullable Poll poll) {
    int[] before = {desk.position(0), desk.position(1)};
    desk.clearTimeout();
    Polled polled = new Polled(run, desk, poll);
    wire.begin(polled::left);
    reporter.beginPut();
    life.enter(Life.Phase.PUT, Call.PUT);
    try {
      task.put(polled);
    } catch (ConnectException stop) {
      desk.seek(before);
      throw stop;
    } catch (RuntimeException defect) {
      throw new Violation("unexpected exception", defect);
    }
    life.leave();
    if (life.isToStop()) {
      throw new Violation("does not stop", "put returns although the task must stop");
    }
    check();
  }

  /** Holds back, keeps polling and counts as it should. */
  private void check() {
    long buffered = task.bufferedBytes();
    boolean busy = buffered > 0 || wire.inFlight() > 0 || reporter.isWaiting(assigned());
    if ((busy || life.isToStop()) && !desk.hasTimeout()) {
      throw new Violation("timeout", "the poll may take a minute, with work to do");
    }
    long bound = run.scope().bufferMaxBytes();
    for (int p = 0; p < Scope.PARTITIONS; p++) {
      if (desk.isAssigned(p)) {
        boolean heldUp = run.ledger().assignment(p).isHeldUp(run.time().now());
        if (heldUp != task.stalledPartitions().contains(topic.partition(p))) {
          throw new Violation("held up", "partition " + p + " should be: " + heldUp);
        }
        if ((buffered > bound || heldUp) && !desk.isPaused(p)) {
          throw new Violation("not paused", "partition " + p);
        }
        if (buffered < bound / 5 * 4 && !heldUp && desk.isPaused(p)) {
          throw new Violation("not resumed", "partition " + p);
        }
      }
    }
  }

  /** Commits what may be committed. */
  void commit() {
    commit(assigned(), 'c', false);
  }

  private void commit(boolean[] which, char why, boolean isClosing) {
    reporter.await(which);
    Map<TopicPartition, OffsetAndMetadata> proposed = new HashMap<>();
    for (TopicPartition partition : partitions(which)) {
      int p = partition.partition();
      proposed.put(partition, new OffsetAndMetadata(offset(p, desk.position(p))));
    }
    if (proposed.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> offered = preCommit(proposed, which, why);
    if (isClosing) {
      close(which);
    } else {
      check();
    }
    offered.forEach(
        (partition, offset) -> {
          int p = partition.partition();
          desk.commit(p, (int) (offset.offset() - topic.start(p)));
        });
  }

  private Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> proposed, boolean[] which, char why) {
    desk.clearTimeout();
    wire.begin(() -> Left.UNREAD);
    life.enter(Life.Phase.PRE_COMMIT, Call.preCommit(why, which));
    Map<TopicPartition, OffsetAndMetadata> offered;
    try {
      offered = task.preCommit(proposed);
    } catch (RuntimeException defect) {
      throw new Violation("preCommit threw", defect);
    }
    life.leave();
    run.tell("task", "offers ", offered);
    if (!offered.keySet().equals(proposed.keySet())) {
      throw new Violation("offer", "asked for " + proposed + ", offered " + offered);
    }
    offered.forEach(this::requireSafe);
    return offered;
  }

  private void requireSafe(TopicPartition partition, OffsetAndMetadata offered) {
    int p = partition.partition();
    run.ledger().committed(p, topic.start(p), offered.offset());
    long expected = run.ledger().committable(p, offset(p, desk.position(p)));
    if (offered.offset() != expected) {
      throw new Violation(
          "offer", partition + " could be " + expected + ", offered " + offered.offset());
    }
  }

  private void close(boolean[] which) {
    List<TopicPartition> partitions = partitions(which);
    partitions.forEach(partition -> run.ledger().closed(partition.partition()));
    try {
      task.close(partitions);
    } catch (RuntimeException defect) {
      throw new Violation("close threw", defect);
    }
    run.tell("worker", "closes ", partitions);
  }

  /** Partitions are taken away, with a last commit. */
  void revoke(boolean[] which) {
    commit(which, 'r', true);
    partitions(which).forEach(partition -> desk.revoke(partition.partition()));
  }

  /** Partitions are lost: there is no last commit. */
  void lose(boolean[] which) {
    for (TopicPartition partition : partitions(which)) {
      desk.commit(partition.partition(), 0);
    }
    close(which);
    reporter.cancel(which);
    partitions(which).forEach(partition -> desk.revoke(partition.partition()));
  }

  private int safe(int p) {
    long safe = run.ledger().committable(p, offset(p, desk.position(p)));
    return (int) (safe - topic.start(p));
  }

  /** What may be committed is. */
  void commitAsOffered() {
    for (TopicPartition partition : partitions(assigned())) {
      desk.commit(partition.partition(), safe(partition.partition()));
    }
  }

  /** Partitions come back from others. */
  void assignAfterOthers(boolean[] which) {
    for (TopicPartition partition : partitions(which)) {
      commitOfOthers(partition.partition());
    }
    assign(which);
  }

  /**
   * What is committed of a partition that was away may be anything: an early commit of this task,
   * or a late one of others who delivered the rest.
   */
  private void commitOfOthers(int p) {
    int length = topic.log(p).length;
    int records = length - run.choose(1 + length);
    for (int i = 0; i < records; i++) {
      run.ledger().storedElsewhere(topic.log(p)[i]);
    }
    desk.commit(p, records);
  }

  /** The task is gone; the next one begins with all partitions. */
  void leave() {
    run.ledger().allClosed(life.name());
    for (int p = 0; p < Scope.PARTITIONS; p++) {
      if (!desk.isAssigned(p)) {
        commitOfOthers(p);
      }
    }
  }

  void assignMissing() {
    boolean[] missing = {!desk.isAssigned(0), !desk.isAssigned(1)};
    if (missing[0] || missing[1]) {
      assign(missing);
    }
  }

  /** Partitions arrive. */
  void assign(boolean[] which) {
    List<TopicPartition> partitions = partitions(which);
    for (TopicPartition partition : partitions) {
      int p = partition.partition();
      desk.assign(p);
      run.ledger().opened(p, life.name(), offset(p, desk.committed(p)));
    }
    run.tell("worker", "opens ", partitions);
    desk.clearTimeout();
    try {
      task.open(partitions);
    } catch (RuntimeException defect) {
      throw new Violation("open threw", defect);
    }
    check();
  }

  /** The task ends in the ordinary way: commit, close, stop. */
  void stop() {
    commit(assigned(), 's', true);
  }

  void requireReason(ConnectException failure) {
    if (!life.isAllowedToStop()) {
      throw new Violation("stopped without a reason", failure.getMessage());
    }
  }
}
