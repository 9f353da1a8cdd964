/**
 * One fake of each thing that surrounds the connector: Connect's task context, the errant-record
 * reporter, the clock and the message sender. {@code TaskOnManualClock} and {@code EndpointTask}
 * run a real task between them.
 */
@NullMarked
package io.github.sqsconnect.fakes;

import org.jspecify.annotations.NullMarked;
