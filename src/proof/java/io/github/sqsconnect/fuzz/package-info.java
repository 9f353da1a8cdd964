/**
 * Broken answers and broken values, made from whole ones by seeds: what comes in at the edges need
 * not have been written by anyone in his senses.
 */
package io.github.sqsconnect.fuzz;
