/**
 * The AWS API: the only code that uses the AWS SDK.
 *
 * <ul>
 *   <li>Enters: message batches from {@code delivery}.
 *   <li>Leaves: exactly one completion per batch, in the mailbox. An SDK thread does nothing else.
 *   <li>Must not know: records, events, offsets, retries.
 * </ul>
 *
 * <p>Here are the sender, the error table, the address of the queue and the client. The parts below
 * are {@code identity} (credentials), {@code environment} (the worker's AWS settings), {@code http}
 * (connections and proxies) and {@code signing}. This package uses them; they do not use it.
 */
@NullMarked
package io.github.sqsconnect.aws;

import org.jspecify.annotations.NullMarked;
