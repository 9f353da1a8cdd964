package io.github.sqsconnect.simulation;

import io.github.sqsconnect.world.SimulatedWorker;
import java.util.List;

/** The loop of one worker: commit when it is time, poll, put. */
final class WorkerLoop {
  /** So many polls without records are on time; then the worker gets slower, as busy ones do. */
  private static final int PROMPT_POLLS = 10;

  private static final long SLOWEST_MS = 250;

  private final SimulatedWorld simulated;
  private final int member;
  private final SimulatedWorker worker;
  private long nextCommit;
  private long doneAt;
  private int emptyPolls;

  WorkerLoop(SimulatedWorld simulated, int member, SimulatedWorker worker) {
    this.simulated = simulated;
    this.member = member;
    this.worker = worker;
    doneAt = worker.world().now();
    nextCommit = doneAt + worker.world().setup().commitIntervalMs();
  }

  /** Which of the tasks it is. */
  int member() {
    return member;
  }

  SimulatedWorker worker() {
    return worker;
  }

  /** One turn of the loop. */
  void iterate() {
    long now = worker.world().now();
    if (now >= nextCommit) {
      worker.commit();
      now = worker.world().now();
      nextCommit = now + worker.world().setup().commitIntervalMs();
    }
    List<Integer> records = poll(now + timeout(now, worker.context().takeTimeout()));
    emptyPolls = records.isEmpty() ? emptyPolls + 1 : 0;
    worker.put(() -> records);
    doneAt = worker.world().now();
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
    return Math.min(
        worker.consumer().nextRecordAt(), doneAt + timeout(doneAt, worker.context().timeout()));
  }

  /** Its poll ends early when it is the turn of another task. */
  private List<Integer> poll(long latest) {
    while (true) {
      simulated.happen(this);
      List<Integer> records = worker.consumer().poll();
      long now = worker.world().now();
      long deadline = Math.min(latest, simulated.tasks().othersDueAt(this));
      if (!records.isEmpty() || now >= deadline) {
        return records;
      }
      long next = Math.min(simulated.nextEventAt(), worker.consumer().nextRecordAt());
      simulated.queue().advanceTo(Math.max(now, Math.min(deadline, next)));
    }
  }
}
