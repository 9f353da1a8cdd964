/** A real browser for the tests of the local page. It knows nothing of the connector. */
package io.github.sqsconnect.browser;
