package io.github.sqsconnect.world;

/**
 * What outlives the tasks of one run. Both drivers build one: the simulation draws what happens in
 * it, the exhaustive search tries everything.
 *
 * @param isCoarse whether time moves only in steps that are longer than any call may take, so that
 *     the length of calls means nothing
 */
public record World(
    WorldSetup setup,
    Topic topic,
    VirtualTime time,
    StepLog log,
    ReachedStates reached,
    Ledger ledger,
    CommittedOffsets committed,
    boolean isCoarse) {

  public static World of(
      WorldSetup setup, Topic topic, boolean isLogged, ReachedStates reached, boolean isCoarse) {
    VirtualTime time = new VirtualTime(setup.startsAt());
    return new World(
        setup,
        topic,
        time,
        new StepLog(isLogged, time),
        reached,
        new Ledger(setup, topic, reached),
        new CommittedOffsets(setup, topic),
        isCoarse);
  }

  public long now() {
    return time.now();
  }

  public void reach(ReachableState state) {
    reached.mark(state);
  }

  /** The same world, as one of several tasks logs what it does. */
  public World logging(StepLog own) {
    return new World(setup, topic, time, own, reached, ledger, committed, isCoarse);
  }
}
