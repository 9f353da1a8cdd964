package io.github.sqsconnect.simulation;

import java.util.List;

/**
 * A whole schedule: what there is to deliver, what goes wrong, what happens.
 *
 * @param seed of the small things that the plan leaves open: latencies, who is hit, jitter
 */
public record Plan(
    long seed,
    Setup setup,
    List<PlannedRecord> records,
    List<Fault> faults,
    List<Happening> happenings) {}
