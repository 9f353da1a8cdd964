/** One test per fault that was once found, named after it; none is ever removed. */
package io.github.sqsconnect.issues;
