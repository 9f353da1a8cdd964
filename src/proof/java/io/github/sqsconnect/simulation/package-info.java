/**
 * The delivery of records in virtual time: real tasks, from {@code put} to the offsets they offer
 * and down to the sender and the error table, between a simulated Connect worker and a simulated
 * SQS, both faithful to their contracts and as unkind as they can be. One thread, no sleeping; a
 * seed decides everything.
 *
 * <p>{@link io.github.sqsconnect.simulation.PlanGenerator} draws a {@link
 * io.github.sqsconnect.simulation.Plan}, {@link io.github.sqsconnect.simulation.Simulation} runs
 * it, {@link io.github.sqsconnect.simulation.Ledger} knows the truth and holds the promises against
 * it. The queue decides what an answer means, and words it in objects of the SDK ({@link
 * io.github.sqsconnect.simulation.Reply}, {@link io.github.sqsconnect.simulation.Wording}); what
 * the connector reads in them is held against the meaning ({@link
 * io.github.sqsconnect.simulation.Meant}), and all that is believed afterwards follows from the
 * meaning alone. One task or two share the partitions ({@link
 * io.github.sqsconnect.simulation.Members}); they take turns, so that one of two always seems slow
 * to the other.
 *
 * <p>A schedule that fails is made short by {@link io.github.sqsconnect.simulation.Shrinking} and
 * told by {@link io.github.sqsconnect.simulation.Story}. OutcomeStates that must be reached stand
 * in {@link io.github.sqsconnect.simulation.State}, mistakes that must be found in {@link
 * io.github.sqsconnect.simulation.PlantedBug}.
 */
package io.github.sqsconnect.simulation;
