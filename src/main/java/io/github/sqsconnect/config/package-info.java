/**
 * What the user said. Enters: Connect's string properties. Leaves: one plain record per section. It
 * must not know any component that reads it.
 */
@NullMarked
package io.github.sqsconnect.config;

import org.jspecify.annotations.NullMarked;
