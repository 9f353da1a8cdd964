/**
 * JSON as one flat index. Enters: JSON text or Connect data. Leaves: an index to navigate, and
 * canonical JSON text. It must not know records, events, settings or SQS.
 */
@NullMarked
package io.github.sqsconnect.json;

import org.jspecify.annotations.NullMarked;
