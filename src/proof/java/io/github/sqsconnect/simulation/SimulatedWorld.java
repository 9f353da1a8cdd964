package io.github.sqsconnect.simulation;

import io.github.sqsconnect.simulation.WorkerEvent.Kind;
import io.github.sqsconnect.world.ReachableState;
import io.github.sqsconnect.world.ReachedStates;
import io.github.sqsconnect.world.Topic;
import io.github.sqsconnect.world.WorkerCrash;
import io.github.sqsconnect.world.World;
import java.util.Locale;
import java.util.SplittableRandom;

/** The world of one schedule, with the events that are planned for it. */
final class SimulatedWorld {
  private final SchedulePlan plan;
  private final World world;
  private final ActiveFaults faults;
  private final SimulatedQueue queue;
  private final ConsumerGroup tasks;
  private int nextEvent;
  private long pausedUntil = Long.MIN_VALUE;

  SimulatedWorld(
      SchedulePlan plan, boolean isLogged, ReachedStates reached, SplittableRandom dice) {
    this.plan = plan;
    Topic topic = new Topic(plan.setup(), plan.records());
    world = World.of(plan.setup(), topic, isLogged, reached, false);
    faults = new ActiveFaults(plan, world, dice);
    queue = new SimulatedQueue(world, faults);
    tasks = new ConsumerGroup(plan.tasks(), this);
  }

  World world() {
    return world;
  }

  ActiveFaults faults() {
    return faults;
  }

  SimulatedQueue queue() {
    return queue;
  }

  ConsumerGroup tasks() {
    return tasks;
  }

  private long at(int event) {
    return plan.setup().startsAt() + plan.events().get(event).at();
  }

  private boolean isDue() {
    return nextEvent < plan.events().size() && at(nextEvent) <= world.now();
  }

  /** When the next event happens, or the user's pause ends. */
  long nextEventAt() {
    long at = nextEvent == plan.events().size() ? Long.MAX_VALUE : at(nextEvent);
    return pausedUntil > world.now() ? Math.min(at, pausedUntil) : at;
  }

  boolean hasEvents() {
    return nextEvent < plan.events().size() || !tasks.ownEverything();
  }

  /** Lets happen what is due, inside the worker's poll. */
  void happen(WorkerLoop acting) {
    if (pausedUntil != Long.MIN_VALUE && pausedUntil <= world.now()) {
      pausedUntil = Long.MIN_VALUE;
      world.committed().pauseByUser(false);
      world.log().add("user", "resumes the connector");
    }
    while (isDue()) {
      happen(plan.events().get(nextEvent++), acting);
    }
    if (nextEvent == plan.events().size()) {
      tasks.wantEverything(acting);
    }
    if (!tasks.isBalanced()) {
      boolean eager = plan.tasks() > 1 && faults.roll(2) == 0;
      rebalance(eager ? Kind.EAGER_REBALANCE : Kind.COOPERATIVE_REBALANCE, acting, acting);
    }
  }

  /** Time passes without a task; events happen to nobody. */
  void skipEvents() {
    while (isDue()) {
      nextEvent++;
    }
  }

  private void happen(WorkerEvent event, WorkerLoop acting) {
    world.log().add("world", event.kind().name().toLowerCase(Locale.ROOT));
    WorkerLoop chosen = tasks.worker(event.victim() % plan.tasks());
    WorkerLoop victim = chosen == null ? acting : chosen;
    switch (event.kind()) {
      case EAGER_REBALANCE, COOPERATIVE_REBALANCE, PARTITIONS_LOST -> {
        tasks.want(event.partitions(), event.others());
        rebalance(event.kind(), victim, acting);
      }
      case CRASH -> crash(victim, acting);
      case RESTART -> {
        if (victim == acting) {
          throw new TaskRestart();
        }
        throw new OtherTaskEnded(victim, new TaskRestart());
      }
      case OFFSETS_GO_BACK -> goBack(event, victim);
      case USER_PAUSE -> {
        world.reach(ReachableState.PAUSED_BY_USER);
        world.committed().pauseByUser(true);
        pausedUntil = world.now() + 1 + faults.roll(5_000);
      }
    }
  }

  private static void crash(WorkerLoop victim, WorkerLoop acting) {
    try {
      victim.worker().life().crashSoon();
    } catch (WorkerCrash crash) {
      if (victim == acting) {
        throw crash;
      }
      throw new OtherTaskEnded(victim, crash);
    }
  }

  private void goBack(WorkerEvent event, WorkerLoop victim) {
    for (int p = 0; p < plan.setup().partitions(); p++) {
      if ((event.partitions() >> p & 1) != 0) {
        int roll = faults.roll(1_000);
        if (victim.worker().consumer().isAssigned(p)) {
          int place = victim.worker().consumer().place(p);
          victim.worker().consumer().seek(p, roll % (place + 1));
        }
      }
    }
  }

  private void rebalance(Kind kind, WorkerLoop victim, WorkerLoop acting) {
    world.reach(
        switch (kind) {
          case EAGER_REBALANCE -> ReachableState.EAGER_REBALANCE;
          case COOPERATIVE_REBALANCE -> ReachableState.COOPERATIVE_REBALANCE;
          default -> ReachableState.PARTITIONS_LOST;
        });
    tasks.rebalance(kind, victim, acting);
  }

  /** While no task owned the partition, another member may have delivered some of it. */
  void deliverElsewhere(int partition) {
    Topic topic = world.topic();
    int most = faults.roll(4);
    int[] log = topic.log(partition);
    int place = topic.placeOf(partition, world.committed().of(partition));
    for (int i = 0; i < most && place < log.length; i++, place++) {
      int record = log[place];
      if (topic.arrivesAt(record) > world.now() || !topic.record(record).isPlain()) {
        return;
      }
      world.ledger().storedElsewhere(record);
      world.committed().commit(partition, topic.offset(record) + 1);
      world.reach(ReachableState.RECORD_DELIVERED_BY_ANOTHER_MEMBER);
      world.log().add("another", "delivers and commits ", topic.name(record));
    }
  }
}
