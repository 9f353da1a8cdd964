package io.github.sqsconnect.world;

import io.github.sqsconnect.SimulatedTask;
import java.util.Arrays;

/**
 * Checks that one queue never keeps another from sending. A queue is idle with work if it has had
 * messages since before this put that are due, and waits for no response, no retry and no report.
 */
final class StarvationChecks {
  /** Requests of others that may be sent before that of a queue that is idle with work. */
  private static final int MOST_BEFORE_ITS_TURN = 3;

  private static final long NEVER = Long.MAX_VALUE;

  private final World world;
  private final TaskLifecycle life;
  private final TaskRequests requests;
  private final SimulatedTask task;

  /** By queue, since when it is idle with work. */
  private final long[] since;

  /** By queue, how many requests each queue had sent when it was not yet due. */
  private final int[][] sent;

  StarvationChecks(World world, TaskLifecycle life, TaskRequests requests, SimulatedTask task) {
    this.world = world;
    this.life = life;
    this.requests = requests;
    this.task = task;
    since = new long[world.setup().queues()];
    Arrays.fill(since, NEVER);
    sent = new int[since.length][since.length];
  }

  /** Checks after a put that began at a time. */
  void afterPut(long begun) {
    if (world.setup().queues() == 1) {
      return;
    }
    if (!world.isCoarse()) {
      check(0, begun);
      check(1, begun);
    } else if (task.couldSend()) {
      throw new Violation("starved", "a put returns, and the next would send at once");
    }
  }

  /** The task drops records. Those that are left may be due later. */
  void recordsDropped() {
    Arrays.fill(since, NEVER);
  }

  private void check(int queue, long begun) {
    if (!isIdleWithWork(queue, begun)) {
      since[queue] = NEVER;
    } else if (since[queue] == NEVER || requests.sent(queue) > sent[queue][queue]) {
      since[queue] = world.now();
      Arrays.setAll(sent[queue], requests::sent);
    } else if (begun - since[queue] <= world.setup().lingerMs()) {
      Arrays.setAll(sent[queue], requests::sent);
    } else {
      requireTurn(queue);
    }
  }

  private void requireTurn(int queue) {
    if (requests.sent(1 - queue) - sent[queue][1 - queue] > MOST_BEFORE_ITS_TURN) {
      throw new Violation("starved", "queue " + queue + " waits for too many of another");
    }
    boolean couldSend = requests.inFlight() < world.setup().maxInFlight();
    if (couldSend && world.setup().rateLimit() == 0) {
      throw new Violation("starved", "queue " + queue + " could send, and did not");
    }
    world.reach(ReachableState.QUEUE_WAITS_FOR_ITS_TURN);
  }

  private boolean isIdleWithWork(int queue, long begun) {
    return requests.inFlight(queue) == 0
        && !requests.window(queue).isFailing()
        && world.ledger().isIdleWithWork(life, queue, begun - 1);
  }
}
