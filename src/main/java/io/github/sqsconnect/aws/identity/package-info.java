/**
 * Credentials: where they come from, and how they are renewed. Enters: the settings of the
 * identity. Leaves: credentials, or the setting to fix. Must not know SQS or messages.
 */
@NullMarked
package io.github.sqsconnect.aws.identity;

import org.jspecify.annotations.NullMarked;
