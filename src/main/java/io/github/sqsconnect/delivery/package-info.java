/**
 * How messages get there, and which offsets may be forgotten. Enters: Connect records. Leaves:
 * message batches for a sender, errant records for the reporter, offsets that may be committed.
 * Single-threaded and pure: time and answers come from outside; it must not know AWS, threads or
 * clocks.
 */
@NullMarked
package io.github.sqsconnect.delivery;

import org.jspecify.annotations.NullMarked;
