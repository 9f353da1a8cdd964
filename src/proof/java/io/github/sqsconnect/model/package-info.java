/**
 * A second implementation of the event format, as plain as possible. It shares no code with the
 * connector: if the two differ for a random record, one of them misreads the format.
 */
package io.github.sqsconnect.model;
