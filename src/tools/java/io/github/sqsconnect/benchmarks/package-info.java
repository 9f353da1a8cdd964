/**
 * Measurements, run by hand: {@code ./mvnw -Pbenchmark test-compile}. No test depends on them.
 * Those of what a package keeps to itself stand in that package, and their names end in Benchmark.
 */
package io.github.sqsconnect.benchmarks;
