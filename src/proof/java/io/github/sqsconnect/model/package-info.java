/**
 * The event format a second time, in the plainest way that could be right. It shares no code with
 * the connector, so that where the two differ on a random record one of them has misread the
 * format.
 */
package io.github.sqsconnect.model;
