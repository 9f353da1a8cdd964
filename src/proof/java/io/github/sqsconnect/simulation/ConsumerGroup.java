package io.github.sqsconnect.simulation;

import io.github.sqsconnect.simulation.WorkerEvent.Kind;
import io.github.sqsconnect.world.ReachableState;
import io.github.sqsconnect.world.WorkerCrash;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The tasks of the connector as a consumer group: which tasks are running, which partitions each
 * one owns, and which it should own. A partition that no task should own belongs to another member.
 * Only the commits of that member are simulated. A partition is assigned only after its owner
 * revoked it.
 */
final class ConsumerGroup {
  private final SimulatedWorld simulated;
  private final int partitions;
  private final WorkerLoop[] workers;
  private final int[] owned;
  private final int[] wanted;

  /** Whether other tasks own the partitions of a stopped task until it runs again. */
  private final boolean[] covered;

  ConsumerGroup(int tasks, SimulatedWorld simulated) {
    this.simulated = simulated;
    partitions = simulated.world().setup().partitions();
    workers = new WorkerLoop[tasks];
    owned = new int[tasks];
    wanted = new int[tasks];
    covered = new boolean[tasks];
    int others = tasks == 1 ? 0 : simulated.faults().roll(everything() + 1);
    want(everything() & ~others, others);
  }

  private int everything() {
    return (1 << partitions) - 1;
  }

  /** The task, or null while it is down. */
  WorkerLoop worker(int member) {
    return workers[member];
  }

  boolean areAllUp() {
    return count() == workers.length;
  }

  int count() {
    int up = 0;
    for (WorkerLoop worker : workers) {
      up += worker == null ? 0 : 1;
    }
    return up;
  }

  /** When another task than this one has to do something. */
  long othersDueAt(WorkerLoop acting) {
    long at = Long.MAX_VALUE;
    for (WorkerLoop worker : workers) {
      if (worker != null && worker != acting) {
        at = Math.min(at, worker.dueAt());
      }
    }
    return at;
  }

  /** Sets the partitions that each task should own; another member owns all others. */
  void want(int first, int second) {
    if (workers.length == 1) {
      wanted[0] = first & everything();
    } else {
      wanted[0] = first & ~second & everything();
      wanted[1] = second & ~first & everything();
    }
  }

  /** The task should own all partitions that no other task should own. */
  void wantEverything(WorkerLoop acting) {
    wanted[acting.member()] |= everything() & ~union(wanted);
  }

  boolean ownEverything() {
    return union(owned) == everything();
  }

  private static int union(int[] masks) {
    int union = 0;
    for (int mask : masks) {
      union |= mask;
    }
    return union;
  }

  void joined(WorkerLoop worker) {
    workers[worker.member()] = worker;
    covered[worker.member()] = false;
  }

  void left(WorkerLoop worker) {
    workers[worker.member()] = null;
    owned[worker.member()] = 0;
    covered[worker.member()] = simulated.faults().roll(2) == 0;
  }

  private int target(int member) {
    int target = wanted[member];
    for (int m = 0; m < workers.length; m++) {
      if (workers[m] == null && covered[m]) {
        target |= wanted[m];
      }
    }
    return target;
  }

  boolean isBalanced() {
    for (int m = 0; m < workers.length; m++) {
      if (workers[m] != null && owned[m] != target(m)) {
        return false;
      }
    }
    return true;
  }

  /** Revokes and assigns partitions until each task owns those that it should own. */
  void rebalance(Kind kind, WorkerLoop victim, WorkerLoop acting) {
    int[] before = owned.clone();
    for (WorkerLoop worker : workers) {
      if (worker != null) {
        giveUp(kind, worker, worker == victim, acting);
      }
    }
    int lost = kind == Kind.PARTITIONS_LOST ? before[victim.member()] : 0;
    for (int m = 0; m < workers.length; m++) {
      if (workers[m] != null) {
        int arriving = target(m) & ~owned[m];
        mark(m, arriving, before);
        for (int p = 0; p < partitions; p++) {
          if ((arriving & ~(union(before) & ~lost) & (1 << p)) != 0) {
            simulated.deliverElsewhere(p);
          }
        }
        owned[m] |= arriving;
        workers[m].worker().assign(bits(arriving));
      }
    }
  }

  private void giveUp(Kind kind, WorkerLoop worker, boolean isVictim, WorkerLoop acting) {
    int m = worker.member();
    boolean loses = kind == Kind.PARTITIONS_LOST && isVictim;
    boolean all = loses || kind == Kind.EAGER_REBALANCE;
    int leaving = all ? owned[m] : owned[m] & ~target(m);
    try {
      if (loses) {
        worker.worker().lose(bits(leaving));
      } else {
        worker.worker().revoke(bits(leaving));
      }
    } catch (WorkerCrash | ConnectException end) {
      if (worker == acting) {
        throw end;
      }
      throw new OtherTaskEnded(worker, end);
    }
    owned[m] &= ~leaving;
  }

  private void mark(int member, int arriving, int[] before) {
    for (int m = 0; m < workers.length; m++) {
      if (m == member) {
        continue;
      }
      if ((arriving & before[m]) != 0) {
        simulated.world().reach(ReachableState.PARTITION_MOVED_TO_OTHER_TASK);
        if (workers[m] != null && workers[m].worker().requests().inFlight() > 0) {
          simulated.world().reach(ReachableState.PARTITION_MOVED_WITH_REQUESTS_IN_FLIGHT);
        }
      }
      if (workers[m] == null && covered[m] && (arriving & wanted[m]) != 0) {
        simulated.world().reach(ReachableState.PARTITION_MOVED_FROM_A_STOPPED_TASK);
      }
    }
  }

  private boolean[] bits(int mask) {
    boolean[] bits = new boolean[partitions];
    for (int p = 0; p < bits.length; p++) {
      bits[p] = (mask & (1 << p)) != 0;
    }
    return bits;
  }
}
