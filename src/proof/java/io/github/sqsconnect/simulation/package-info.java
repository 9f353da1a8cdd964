/**
 * The random driver of the {@link io.github.sqsconnect.world simulated world}: real tasks, down to
 * the sender and the error table, in virtual time. One thread, no sleeping; a seed decides
 * everything.
 *
 * <p>{@link io.github.sqsconnect.simulation.PlanGenerator} draws a {@link
 * io.github.sqsconnect.simulation.SchedulePlan}, {@link io.github.sqsconnect.simulation.Simulation}
 * runs it. The queue decides what an answer means, and expresses it in objects of the SDK ({@link
 * io.github.sqsconnect.simulation.SqsResponseBuilder}, {@link
 * io.github.sqsconnect.simulation.RequestErrors}). What the connector reads in them is compared
 * with the meaning ({@link io.github.sqsconnect.world.IntendedOutcomes}). One task or two share the
 * partitions ({@link io.github.sqsconnect.simulation.ConsumerGroup}); they take turns, so that each
 * of two seems slow to the other.
 *
 * <p>{@link io.github.sqsconnect.simulation.ScheduleShrinking} makes a failing schedule short, and
 * {@link io.github.sqsconnect.world.StepLog} lists its steps. The schedules must reach every state
 * of {@link io.github.sqsconnect.world.ReachableState}.
 */
package io.github.sqsconnect.simulation;
