/** Measurements, run by hand: {@code ./mvnw -Pbenchmark test-compile}. No test depends on them. */
package io.github.sqsconnect.benchmarks;
