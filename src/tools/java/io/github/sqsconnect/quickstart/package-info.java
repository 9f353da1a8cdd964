/**
 * {@code bin/quickstart}: the main use of the connector with one command. It starts the servers,
 * sends invented records through the connector, and shows what arrived.
 */
package io.github.sqsconnect.quickstart;
