/**
 * One simulated world around the real task, from {@code put} to the offsets it offers: a Connect
 * worker, its consumer and errant-record reporter, and the requests to SQS. Two drivers decide what
 * happens in it: the package {@code simulation} draws it at random, the package {@code exhaustive}
 * tries everything.
 *
 * <p>{@link io.github.sqsconnect.world.SimulatedWorker} makes the calls in Connect's order and
 * checks after each that the task keeps its promises. {@link
 * io.github.sqsconnect.world.TaskRequests} checks what is sent. {@link
 * io.github.sqsconnect.world.Ledger} knows which records are stored, reported and outstanding, and
 * is independent of the connector. What a task must do after an answer follows from models: {@link
 * io.github.sqsconnect.world.OutcomeModel}, {@link io.github.sqsconnect.world.WindowModel}, {@link
 * io.github.sqsconnect.world.GroupModel} and others. A broken promise is a {@link
 * io.github.sqsconnect.world.Violation}.
 */
package io.github.sqsconnect.world;
