/**
 * Delivers messages to SQS in the right order, retries and rejects them, and decides which offsets
 * may be committed. Enters: Connect records and responses. Leaves: message batches for a sender,
 * errant records for the reporter, offsets to commit. {@link DeliveryPipeline} shows the steps.
 *
 * <p>One thread uses it. It must not know AWS, threads or the system clock: the time comes from a
 * {@link MillisClock} that its user passes in.
 */
@NullMarked
package io.github.sqsconnect.delivery;

import org.jspecify.annotations.NullMarked;
