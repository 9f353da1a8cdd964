/**
 * Microbenchmarks, started manually by {@code ./mvnw -Pbenchmark test-compile}. No test depends on
 * them. A benchmark of package-private code is in the package of that code, and its name ends in
 * Benchmark.
 */
package io.github.sqsconnect.jmh;
