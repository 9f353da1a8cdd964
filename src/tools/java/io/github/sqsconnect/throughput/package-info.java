/**
 * How fast the connector is from a broker to an endpoint, beside the fastest loop the SDK allows:
 * {@code bin/benchmark}.
 */
package io.github.sqsconnect.throughput;
