/**
 * What a configuration does, found out without a worker: its errors, the messages that records
 * become, and the policy that its credentials need. The command in {@code cli} shows it as text.
 *
 * <ul>
 *   <li>Enters: settings and records as they are in Kafka.
 *   <li>Leaves: findings and outcomes as values.
 *   <li>Must not: send anything but the one request of the check with a probe; know how its results
 *       are shown.
 * </ul>
 */
@NullMarked
package io.github.sqsconnect.analysis;

import org.jspecify.annotations.NullMarked;
