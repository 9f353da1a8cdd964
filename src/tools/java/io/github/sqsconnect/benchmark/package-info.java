/**
 * {@code bin/benchmark}: how fast the connector is from a broker to an endpoint, compared with the
 * fastest loop that the SDK allows.
 *
 * <p>{@link io.github.sqsconnect.benchmark.BenchmarkServers} starts the servers, {@link
 * io.github.sqsconnect.benchmark.Rounds} runs a {@link io.github.sqsconnect.benchmark.Scenario}
 * with each {@link io.github.sqsconnect.benchmark.Forwarder} in turn, {@link
 * io.github.sqsconnect.benchmark.BenchmarkReport} writes the results.
 */
package io.github.sqsconnect.benchmark;
