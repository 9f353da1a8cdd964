/**
 * The command {@code bin/sqs-sink}: answers questions about a configuration before it is deployed.
 * It uses the classes of the connector, which do not use it.
 *
 * <ul>
 *   <li>Enters: arguments, a configuration file, and records as text or from Kafka.
 *   <li>Leaves: text for people or JSON for programs, and an exit status ({@link
 *       io.github.sqsconnect.cli.ExitStatus}).
 *   <li>Must not: send anything but the one request of {@code check --probe}; commit offsets or
 *       join a consumer group; show a stack trace.
 * </ul>
 */
@NullMarked
package io.github.sqsconnect.cli;

import org.jspecify.annotations.NullMarked;
