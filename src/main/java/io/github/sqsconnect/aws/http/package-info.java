/**
 * Connections: TCP, TLS and proxies. Enters: an endpoint URL and the proxy settings. Leaves: an
 * HTTP client. Must not know SQS, STS or credentials.
 */
@NullMarked
package io.github.sqsconnect.aws.http;

import org.jspecify.annotations.NullMarked;
