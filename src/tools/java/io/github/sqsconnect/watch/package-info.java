/**
 * The Watch view of the local page, {@code bin/quickstart --watch}: a real broker and a real worker
 * in front of the scripted endpoint, faults on demand, and a ledger of what was lost.
 *
 * <p>Input: presses of buttons. Output: the current numbers as JSON. {@code WatchLedger} knows what
 * was produced, stored and committed, and nothing of the connector. {@code TaskReadings} reads the
 * connector's metrics for charts and for the story line.
 */
@NullMarked
package io.github.sqsconnect.watch;

import org.jspecify.annotations.NullMarked;
