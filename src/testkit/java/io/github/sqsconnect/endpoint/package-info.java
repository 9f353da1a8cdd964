/**
 * A scripted SQS endpoint: the JSON protocol on plain sockets, strict about the rules of the
 * service, with faults on demand. The user guide is {@code docs/scripted-endpoint.md}.
 *
 * <p>In a test, start it with {@link io.github.sqsconnect.endpoint.ScriptedSqs#start()}. In a
 * process of its own, {@link io.github.sqsconnect.endpoint.Main} starts it; admin calls control it.
 *
 * <p>The way of a request: {@code SocketServer} and {@code HttpConnection} read it, {@code
 * RequestHandler} asks {@code FaultScript} for a {@code RequestPlan}, {@code SendActions} executes
 * it under the {@code SendRules}, and the plan writes the response or fails to.
 *
 * <p>This package must not know the connector and must not use the AWS SDK: it would share their
 * mistakes.
 */
@NullMarked
package io.github.sqsconnect.endpoint;

import org.jspecify.annotations.NullMarked;
