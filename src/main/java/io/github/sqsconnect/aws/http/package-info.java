/**
 * Connections: TCP, TLS and HTTP proxies.
 *
 * <ul>
 *   <li>Enters: an endpoint URL, the proxy settings of the connector and of the worker.
 *   <li>Leaves: HTTP clients for the AWS SDK, and the errors of the proxy.
 *   <li>Must not know: SQS, STS, credentials, messages.
 * </ul>
 */
@NullMarked
package io.github.sqsconnect.aws.http;

import org.jspecify.annotations.NullMarked;
