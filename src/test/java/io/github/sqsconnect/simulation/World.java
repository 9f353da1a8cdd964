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
  private final SimulatedConsumer consumer;
  private int nextHappening;
  private int owned;
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
      SimulatedConsumer consumer) {
    this.plan = plan;
    this.time = time;
    this.story = story;
    this.reached = reached;
    this.topic = topic;
    this.ledger = ledger;
    this.weather = weather;
    this.queue = queue;
    this.consumer = consumer;
    setup = plan.setup();
    owned = everything();
  }

  private int everything() {
    return (1 << setup.partitions()) - 1;
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

  SimulatedConsumer consumer() {
    return consumer;
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
    return nextHappening < plan.happenings().size() || owned != everything();
  }

  /** The partitions a task starts with. */
  boolean[] owned() {
    return bits(owned);
  }

  private boolean[] bits(int mask) {
    boolean[] bits = new boolean[setup.partitions()];
    for (int p = 0; p < bits.length; p++) {
      bits[p] = (mask & (1 << p)) != 0;
    }
    return bits;
  }

  /** Lets happen what is due, inside the worker's poll. */
  void happen(SimulatedWorker worker) {
    if (userPausedUntil != Long.MIN_VALUE && userPausedUntil <= time.now()) {
      userPausedUntil = Long.MIN_VALUE;
      consumer.userPause(false);
      story.add("user", "resumes the connector");
    }
    while (nextHappening < plan.happenings().size()
        && setup.startsAt() + plan.happenings().get(nextHappening).at() <= time.now()) {
      happen(plan.happenings().get(nextHappening++), worker);
    }
    if (nextHappening == plan.happenings().size() && owned != everything()) {
      rebalance(Kind.COOPERATIVE_REBALANCE, everything(), worker);
    }
  }

  /** Time passes without a task; what happens meanwhile happens to nobody. */
  void skipHappenings() {
    while (nextHappening < plan.happenings().size()
        && setup.startsAt() + plan.happenings().get(nextHappening).at() <= time.now()) {
      nextHappening++;
    }
  }

  private void happen(Happening happening, SimulatedWorker worker) {
    story.add("world", happening.kind().name().toLowerCase(java.util.Locale.ROOT));
    switch (happening.kind()) {
      case EAGER_REBALANCE, COOPERATIVE_REBALANCE, PARTITIONS_LOST ->
          rebalance(happening.kind(), happening.partitions() & everything(), worker);
      case CRASH -> {
        worker.life().doom();
        worker.life().mayCrash();
      }
      case RESTART -> throw new Restart();
      case USER_PAUSE -> {
        reached.mark(State.USER_PAUSE);
        consumer.userPause(true);
        userPausedUntil = time.now() + 1 + weather.roll(5_000);
      }
    }
  }

  private void rebalance(Kind kind, int next, SimulatedWorker worker) {
    int before = owned;
    owned = next;
    boolean cooperative = kind == Kind.COOPERATIVE_REBALANCE;
    boolean[] leaving = bits(cooperative ? before & ~next : before);
    boolean[] arriving = bits(cooperative ? next & ~before : next);
    if (kind == Kind.PARTITIONS_LOST) {
      reached.mark(State.PARTITIONS_LOST);
      worker.lose(leaving);
    } else {
      reached.mark(cooperative ? State.COOPERATIVE_REBALANCE : State.EAGER_REBALANCE);
      worker.revoke(leaving);
    }
    for (int p = 0; p < arriving.length; p++) {
      boolean wasAway = (before & (1 << p)) == 0 || kind == Kind.PARTITIONS_LOST;
      if (arriving[p] && wasAway) {
        deliverElsewhere(p);
      }
    }
    worker.assign(arriving);
  }

  /** While the partition was away another member may have got on with it. */
  private void deliverElsewhere(int partition) {
    int most = weather.roll(4);
    int[] log = topic.log(partition);
    int place = topic.placeOf(partition, consumer.committed(partition));
    for (int i = 0; i < most && place < log.length; i++, place++) {
      int record = log[place];
      boolean arrived = setup.startsAt() + topic.record(record).arrivesAt() <= time.now();
      if (!arrived || !topic.record(record).isPlain()) {
        return;
      }
      ledger.storedElsewhere(record);
      consumer.commit(partition, topic.offset(record) + 1);
      reached.mark(State.DELIVERED_ELSEWHERE);
      story.add("another", "delivers and commits " + topic.name(record));
    }
  }

  /** Everything is in the queue and committed. */
  boolean isDelivered() {
    for (int p = 0; p < setup.partitions(); p++) {
      if (consumer.committed(p) < topic.end(p)) {
        return false;
      }
    }
    return true;
  }
}
