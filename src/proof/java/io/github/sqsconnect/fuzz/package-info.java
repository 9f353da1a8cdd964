/**
 * Fuzzing: broken responses of SQS, broken values of records, and both at once. The connector
 * reports, retries or rejects; it never counts a message as delivered that no response lists.
 */
package io.github.sqsconnect.fuzz;
