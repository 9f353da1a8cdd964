/**
 * The plugin. Start reading at {@link io.github.sqsconnect.SqsSinkTask}.
 *
 * <ul>
 *   <li>Enters: Connect's calls: configuration, records, partitions, commits.
 *   <li>Leaves: validation errors, committable offsets, pauses.
 *   <li>Must not contain: rules of the event format, of delivery or of the AWS API. Nobody imports
 *       this package.
 * </ul>
 */
@NullMarked
package io.github.sqsconnect;

import org.jspecify.annotations.NullMarked;
