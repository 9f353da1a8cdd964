/**
 * Deliberate mistakes, which the simulation and the exhaustive search must find: each is planted in
 * a compiled copy of the connector. They are listed in {@code bugs.txt}; a new one is a block
 * there. The compiler's tree finds the place of a mistake, so that unrelated changes do not move
 * it; a mistake that has lost its place fails {@code PlantedBugsTest} with its name.
 */
package io.github.sqsconnect.planted;
