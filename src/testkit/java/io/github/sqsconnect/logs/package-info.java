/** What is logged while a test acts. It knows nothing of the connector's code. */
package io.github.sqsconnect.logs;
