/**
 * Real servers for tests and the quickstart: each in a JVM of its own, started from Maven artifacts
 * on free ports and ended with its parent. What enters are directories, settings and records; what
 * leaves are addresses, statuses, offsets and messages. It knows nothing of the connector's code.
 */
package io.github.sqsconnect.servers;
