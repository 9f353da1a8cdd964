/**
 * The wire: the only place that sees the AWS SDK. Enters: message batches. Leaves: completions in
 * the mailbox. SDK threads do one thing here: they put an answer into the mailbox.
 */
@NullMarked
package io.github.sqsconnect.aws;

import org.jspecify.annotations.NullMarked;
