/**
 * The main job as a show: sample records go into Kafka on this machine, event batches come out of a
 * local queue, and what happened is printed. It uses the connector only through Connect.
 */
package io.github.sqsconnect.quickstart;
