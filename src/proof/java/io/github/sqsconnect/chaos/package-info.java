/**
 * Chaos on real servers: one broker, two or three workers of one Connect cluster and the scripted
 * SQS endpoint, disturbed by seeded schedules while numbered records are delivered.
 *
 * <p>{@link io.github.sqsconnect.chaos.SchedulePlanner} draws a {@link
 * io.github.sqsconnect.chaos.Schedule} from a seed. {@link io.github.sqsconnect.chaos.ScheduleRun}
 * runs it on a {@link io.github.sqsconnect.chaos.Cluster} and collects {@link
 * io.github.sqsconnect.chaos.Observations}. {@link io.github.sqsconnect.chaos.Checker} compares
 * them with the promises of delivery. The result is a row of a table; for a broken promise there is
 * also the log of the schedule. The simulation in virtual time tries more orders of events; here
 * everything is real: sockets, processes, rebalances, offsets.
 */
package io.github.sqsconnect.chaos;
