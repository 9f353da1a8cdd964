/**
 * The metrics of a task. {@link io.github.sqsconnect.metrics.SinkMetric} declares each of them
 * once; the MBeans, Connect's plugin metrics, the progress line and {@code docs/metrics.md} are
 * made from it. Enters: values that the task's thread collects. Leaves: MBeans, and the progress
 * line. It must not know how the values come about.
 */
@NullMarked
package io.github.sqsconnect.metrics;

import org.jspecify.annotations.NullMarked;
