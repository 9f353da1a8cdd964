/**
 * Random input for properties: JSON text of event batches, events and plain records, and the small
 * model of JSON text it is made of. Knows the format's names and types, and nothing of the code
 * that is under test.
 */
package io.github.sqsconnect.generators;
