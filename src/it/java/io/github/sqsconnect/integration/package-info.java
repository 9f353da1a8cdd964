/**
 * The built archive in a real worker, with a real broker and an SQS server. The tests produce
 * records and check messages, committed offsets, dead letters and logs.
 */
package io.github.sqsconnect.integration;
