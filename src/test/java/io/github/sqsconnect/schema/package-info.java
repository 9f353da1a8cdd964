/** The published JSON Schema of what the connector writes, held against good and bad examples. */
package io.github.sqsconnect.schema;
