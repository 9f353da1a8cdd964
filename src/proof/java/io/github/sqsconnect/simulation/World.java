package io.github.sqsconnect.simulation;

import io.github.sqsconnect.simulation.Happening.Kind;

/** All that outlives a task: the topic, the group, the queue, and what is going to happen. */
final class World {
  private final Plan plan;
  private final Setup setup;
  private final VirtualTime time;
  private final Story story;
  private final Reached reached;
  private final Topic topic;
  private final Ledger ledger;
  private final Weather weather;
  private final SimulatedQueue queue;
  private final Group group;
  private final Members members;
  private int nextHappening;
  private long userPausedUntil = Long.MIN_VALUE;

  World(
      Plan plan,
      VirtualTime time,
      Story story,
      Reached reached,
      Topic topic,
      Ledger ledger,
      Weather weather,
      SimulatedQueue queue,
      Group group) {
    this.plan = plan;
    this.time = time;
    this.story = story;
    this.reached = reached;
    this.topic = topic;
    this.ledger = ledger;
    this.weather = weather;
    this.queue = queue;
    this.group = group;
    setup = plan.setup();
    members = new Members(setup, weather, reached);
  }

  Setup setup() {
    return setup;
  }

  VirtualTime time() {
    return time;
  }

  Story story() {
    return story;
  }

  Reached reached() {
    return reached;
  }

  Topic topic() {
    return topic;
  }

  Ledger ledger() {
    return ledger;
  }

  Weather weather() {
    return weather;
  }

  SimulatedQueue queue() {
    return queue;
  }

  Group group() {
    return group;
  }

  Members members() {
    return members;
  }

  /** When the next thing happens, or the user's pause ends. */
  long nextHappeningAt() {
    long at =
        nextHappening == plan.happenings().size()
            ? Long.MAX_VALUE
            : setup.startsAt() + plan.happenings().get(nextHappening).at();
    return userPausedUntil > time.now() ? Math.min(at, userPausedUntil) : at;
  }

  boolean hasHappenings() {
    return nextHappening < plan.happenings().size() || !members.haveEverything();
  }

  /** Lets happen what is due, inside the worker's poll. */
  void happen(SimulatedWorker acting) {
    if (userPausedUntil != Long.MIN_VALUE && userPausedUntil <= time.now()) {
      userPausedUntil = Long.MIN_VALUE;
      group.userPause(false);
      story.add("user", "resumes the connector");
    }
    while (nextHappening < plan.happenings().size()
        && setup.startsAt() + plan.happenings().get(nextHappening).at() <= time.now()) {
      happen(plan.happenings().get(nextHappening++), acting);
    }
    if (nextHappening == plan.happenings().size()) {
      members.wantEverything(acting);
    }
    if (!members.isBalanced()) {
      boolean eager = setup.tasks() > 1 && weather.roll(2) == 0;
      rebalance(eager ? Kind.EAGER_REBALANCE : Kind.COOPERATIVE_REBALANCE, acting, acting);
    }
  }

  /** Time passes without a task; what happens meanwhile happens to nobody. */
  void skipHappenings() {
    while (nextHappening < plan.happenings().size()
        && setup.startsAt() + plan.happenings().get(nextHappening).at() <= time.now()) {
      nextHappening++;
    }
  }

  private void happen(Happening happening, SimulatedWorker acting) {
    story.add("world", happening.kind().name().toLowerCase(java.util.Locale.ROOT));
    SimulatedWorker chosen = members.worker(happening.victim() % setup.tasks());
    SimulatedWorker victim = chosen == null ? acting : chosen;
    switch (happening.kind()) {
      case EAGER_REBALANCE, COOPERATIVE_REBALANCE, PARTITIONS_LOST -> {
        members.want(happening.partitions(), happening.others());
        rebalance(happening.kind(), victim, acting);
      }
      case CRASH -> {
        victim.life().doom();
        end(victim, acting);
      }
      case RESTART -> {
        if (victim == acting) {
          throw new Restart();
        }
        throw new Ill(victim, new Restart());
      }
      case OFFSETS_GO_BACK -> {
        for (int p = 0; p < setup.partitions(); p++) {
          if ((happening.partitions() >> p & 1) != 0) {
            victim.goBack(p, weather.roll(1_000));
          }
        }
      }
      case USER_PAUSE -> {
        reached.mark(State.USER_PAUSE);
        group.userPause(true);
        userPausedUntil = time.now() + 1 + weather.roll(5_000);
      }
    }
  }

  private static void end(SimulatedWorker victim, SimulatedWorker acting) {
    try {
      victim.life().mayCrash();
    } catch (Crash crash) {
      if (victim == acting) {
        throw crash;
      }
      throw new Ill(victim, crash);
    }
  }

  private void rebalance(Kind kind, SimulatedWorker victim, SimulatedWorker acting) {
    reached.mark(
        switch (kind) {
          case EAGER_REBALANCE -> State.EAGER_REBALANCE;
          case COOPERATIVE_REBALANCE -> State.COOPERATIVE_REBALANCE;
          default -> State.PARTITIONS_LOST;
        });
    members.rebalance(kind, victim, acting, this);
  }

  /** While the partition was away another member may have got on with it. */
  void deliverElsewhere(int partition) {
    int most = weather.roll(4);
    int[] log = topic.log(partition);
    int place = topic.placeOf(partition, group.committed(partition));
    for (int i = 0; i < most && place < log.length; i++, place++) {
      int record = log[place];
      boolean arrived = setup.startsAt() + topic.record(record).arrivesAt() <= time.now();
      if (!arrived || !topic.record(record).isPlain()) {
        return;
      }
      ledger.storedElsewhere(record);
      group.commit(partition, topic.offset(record) + 1);
      reached.mark(State.DELIVERED_ELSEWHERE);
      story.add("another", "delivers and commits " + topic.name(record));
    }
  }

  /** Everything is in the queue and committed. */
  boolean isDelivered() {
    for (int p = 0; p < setup.partitions(); p++) {
      if (group.committed(p) < topic.end(p)) {
        return false;
      }
    }
    return true;
  }
}
