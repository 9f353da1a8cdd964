/**
 * What the installable archive must be, as rules over a zip file. The rules are tested on small
 * broken archives, and then hold the built one.
 */
package io.github.sqsconnect.archive;
