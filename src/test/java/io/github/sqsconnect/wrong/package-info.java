/** A tree in which every rule of the architecture is broken at least once. No code for use. */
package io.github.sqsconnect.wrong;
