/**
 * What can be read from one record. Enters: a Connect record. Leaves: its position, the hash of its
 * content, the values at paths in value, key and headers, and the text of templates. It must not
 * know events, settings or SQS.
 */
@NullMarked
package io.github.sqsconnect.record;

import org.jspecify.annotations.NullMarked;
