/**
 * The local page of {@code bin/sqs-sink page}: shows an analysis in a browser on the same machine.
 *
 * <ul>
 *   <li>Enters: requests of one browser, which carry the settings and records that the user edits.
 *   <li>Leaves: fixed files of the class path, and JSON.
 *   <li>Must not: listen on any address but the loopback address; answer another host name, another
 *       origin, or a request to the API without the token of the page; write secrets or records to
 *       a log; send anything itself.
 * </ul>
 */
@NullMarked
package io.github.sqsconnect.page;

import org.jspecify.annotations.NullMarked;
