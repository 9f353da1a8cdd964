/**
 * Random input for properties: JSON text of event batches, events and plain records, and settings
 * for them, made of a small model of JSON. Knows the names and types of the format, but no class
 * under test.
 */
package io.github.sqsconnect.generators;
