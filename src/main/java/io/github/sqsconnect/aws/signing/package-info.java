/**
 * Request signing: AWS Signature Version 4.
 *
 * <ul>
 *   <li>Enters: an HTTP request and credentials.
 *   <li>Leaves: the request with its signature, and nothing in a log.
 *   <li>Must not know: where credentials come from, what the request means.
 * </ul>
 */
@NullMarked
package io.github.sqsconnect.aws.signing;

import org.jspecify.annotations.NullMarked;
