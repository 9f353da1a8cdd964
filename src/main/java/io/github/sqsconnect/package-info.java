/** The plugin: Connect's lifecycle in, one wired pipeline per task. Nobody imports this package. */
@NullMarked
package io.github.sqsconnect;

import org.jspecify.annotations.NullMarked;
