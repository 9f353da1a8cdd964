/**
 * Request signing: AWS Signature Version 4. Enters: a request and credentials. Leaves: the signed
 * request. Must not know where the credentials come from, or what the message is.
 */
@NullMarked
package io.github.sqsconnect.aws.signing;

import org.jspecify.annotations.NullMarked;
