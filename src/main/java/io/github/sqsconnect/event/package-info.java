/**
 * What a record means. Enters: a Connect record. Leaves: event batches as canonical JSON, or the
 * reason for a rejection. The steps: recognise the value, check it or map it, write it, split it.
 * It must not know queues, requests, AWS classes or the time.
 */
@NullMarked
package io.github.sqsconnect.event;

import org.jspecify.annotations.NullMarked;
