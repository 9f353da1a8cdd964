/**
 * The connector as its users meet it: the built archive in a real worker, a real broker, a server
 * that speaks SQS. Records go in, messages and committed offsets are looked at from outside.
 */
package io.github.sqsconnect.integration;
