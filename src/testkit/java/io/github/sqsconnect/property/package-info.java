/**
 * Property tests: a JUnit test that runs many times with random values, and reports the smallest
 * failing ones. A test method has {@link io.github.sqsconnect.property.Property} and a parameter of
 * type {@link io.github.sqsconnect.property.Draw}. Knows no class of the connector.
 */
package io.github.sqsconnect.property;
