/**
 * What SQS will carry. Enters: a Connect record. Leaves: messages with queue, body, group,
 * deduplication id and size, or the reason why there are none. It must not know requests, retries
 * or AWS classes.
 */
@NullMarked
package io.github.sqsconnect.message;

import org.jspecify.annotations.NullMarked;
