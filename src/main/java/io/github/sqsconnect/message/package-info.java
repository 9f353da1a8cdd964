/**
 * What to send to SQS. Enters: a Connect record. Leaves: messages with queue, body, group id,
 * deduplication id and size, or the reason for a rejection. It must not know requests, retries or
 * AWS classes.
 */
@NullMarked
package io.github.sqsconnect.message;

import org.jspecify.annotations.NullMarked;
