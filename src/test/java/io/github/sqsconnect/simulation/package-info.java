/**
 * The delivery of records in virtual time: the real task, from {@code put} to the offsets it
 * offers, between a simulated Connect worker and a simulated SQS, both faithful to their contracts
 * and as unkind as they can be. One thread, no sleeping; a seed decides everything.
 *
 * <p>{@link io.github.sqsconnect.simulation.PlanGenerator} draws a {@link
 * io.github.sqsconnect.simulation.Plan}, {@link io.github.sqsconnect.simulation.Simulation} runs
 * it, {@link io.github.sqsconnect.simulation.Ledger} knows the truth and holds the promises against
 * it. A schedule that fails is made short by {@link io.github.sqsconnect.simulation.Shrinking} and
 * told by {@link io.github.sqsconnect.simulation.Story}. States that must be reached stand in
 * {@link io.github.sqsconnect.simulation.State}, mistakes that must be found in {@link
 * io.github.sqsconnect.simulation.PlantedBug}.
 */
package io.github.sqsconnect.simulation;
