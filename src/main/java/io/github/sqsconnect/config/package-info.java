/**
 * The configuration.
 *
 * <ul>
 *   <li>Enters: Connect's string properties.
 *   <li>Leaves: one plain record per section, errors and warnings.
 *   <li>Must not know: any component that reads it.
 * </ul>
 */
@NullMarked
package io.github.sqsconnect.config;

import org.jspecify.annotations.NullMarked;
