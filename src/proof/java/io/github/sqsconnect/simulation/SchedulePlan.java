package io.github.sqsconnect.simulation;

import io.github.sqsconnect.world.PlannedRecord;
import io.github.sqsconnect.world.WorldSetup;
import java.util.List;

/**
 * A whole schedule: what there is to deliver, what goes wrong, what happens.
 *
 * @param seed of the small things that the plan leaves open: latencies, which requests are hit,
 *     jitter
 * @param tasks how many tasks share the partitions
 */
record SchedulePlan(
    long seed,
    int tasks,
    WorldSetup setup,
    List<PlannedRecord> records,
    List<PlannedFault> faults,
    List<WorkerEvent> events) {

  SchedulePlan withSeed(long newSeed) {
    return new SchedulePlan(newSeed, tasks, setup, records, faults, events);
  }

  SchedulePlan withOneTask() {
    return new SchedulePlan(seed, 1, setup, records, faults, events);
  }

  SchedulePlan withRecords(List<PlannedRecord> others) {
    return new SchedulePlan(seed, tasks, setup, others, faults, events);
  }

  SchedulePlan withFaults(List<PlannedFault> others) {
    return new SchedulePlan(seed, tasks, setup, records, others, events);
  }

  SchedulePlan withEvents(List<WorkerEvent> others) {
    return new SchedulePlan(seed, tasks, setup, records, faults, others);
  }
}
