/**
 * Real servers for tests, for the quickstart and for the benchmark, and what is done with them:
 * create topics and connectors, produce numbered records, read queues, compare.
 *
 * <p>Each server runs in a JVM of its own, is started from Maven artifacts on free ports, and ends
 * together with its parent. The package does not use the connector's code.
 */
package io.github.sqsconnect.servers;
