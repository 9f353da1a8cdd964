/**
 * A scripted SQS endpoint: the JSON protocol on plain sockets, strict about the rules of the
 * service, and faulty on demand.
 *
 * <p>In a test: {@link io.github.sqsconnect.endpoint.ScriptedSqs#start()}. In a process of its own,
 * steered over HTTP: {@link io.github.sqsconnect.endpoint.EndpointProcess}. By hand:
 *
 * <pre>{@code
 * ./mvnw -q test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath
 * java -cp "target/test-classes:$(cat target/test-classpath)" \
 *     io.github.sqsconnect.endpoint.Main --port 9324 --queue events
 * }</pre>
 *
 * and then see {@code docs/scripted-endpoint.md}.
 *
 * <p>Bytes enter at {@code WireServer}; {@code RequestFlow} asks {@code FaultScript} for a plan,
 * {@code SendService} does the work under {@code BatchRules} and {@code EntryRules}, and an {@code
 * Ending} writes the answer or fails to. Nothing here may know the connector or use the SDK: it
 * would share their mistakes.
 */
@NullMarked
package io.github.sqsconnect.endpoint;

import org.jspecify.annotations.NullMarked;
