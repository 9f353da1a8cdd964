/**
 * Chaos on real servers: one broker, two or three workers of one Connect cluster and a scripted
 * SQS, disturbed by seeded schedules while numbered records go through.
 *
 * <p>{@link io.github.sqsconnect.chaos.Planner} draws a {@link io.github.sqsconnect.chaos.Schedule}
 * from a seed; {@link io.github.sqsconnect.chaos.ScheduleRun} carries it out on a {@link
 * io.github.sqsconnect.chaos.Cluster} and gathers {@link io.github.sqsconnect.chaos.Evidence};
 * {@link io.github.sqsconnect.chaos.Checker} holds the promises of delivery against it. What goes
 * in is a seed, what comes out is a line of a table, and for a broken promise the story of the
 * schedule. The simulation in virtual time tries more orders of events; here everything is real:
 * sockets, processes, rebalances, offsets.
 */
package io.github.sqsconnect.chaos;
