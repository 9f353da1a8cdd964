/**
 * Credentials: where they come from and how they are renewed.
 *
 * <ul>
 *   <li>Enters: the identity in the connector's settings.
 *   <li>Leaves: the credentials for the next request, or the setting to fix.
 *   <li>Must not know: SQS, messages, outcomes.
 * </ul>
 */
@NullMarked
package io.github.sqsconnect.aws.identity;

import org.jspecify.annotations.NullMarked;
