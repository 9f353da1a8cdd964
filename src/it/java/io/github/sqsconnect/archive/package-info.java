/**
 * The rules that the installable archive must keep. They are tested on small archives with faults,
 * and then applied to the archive that the build made.
 */
package io.github.sqsconnect.archive;
