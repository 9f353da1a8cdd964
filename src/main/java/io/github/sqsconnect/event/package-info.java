/**
 * What the record means. Enters: a Connect record. Leaves: event batches as canonical JSON, or the
 * reason why there are none. Pure: it must not know queues, sizes of requests, AWS, or time.
 */
@NullMarked
package io.github.sqsconnect.event;

import org.jspecify.annotations.NullMarked;
