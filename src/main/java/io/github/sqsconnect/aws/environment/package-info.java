/**
 * What the worker's own AWS settings do to a connector. The entry is {@link
 * io.github.sqsconnect.aws.environment.WorkerEnvironment}.
 *
 * <ul>
 *   <li>Enters: the connector's settings; the worker's system properties, environment variables and
 *       AWS files.
 *   <li>Leaves: errors and warnings that name the setting to fix.
 *   <li>Must not know: clients, credentials, messages. It sends no request.
 * </ul>
 *
 * <p>It is a package and not one class because it reads three sources by different rules: endpoint
 * settings, values that the SDK parses, and AWS files. The worker's HTTP proxy is in {@code http},
 * next to the proxy settings of the connector.
 */
@NullMarked
package io.github.sqsconnect.aws.environment;

import org.jspecify.annotations.NullMarked;
