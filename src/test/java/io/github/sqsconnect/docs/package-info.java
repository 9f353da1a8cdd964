/**
 * Keeps the pages for users true: every example on them is taken from the page itself and run,
 * every link followed. Knows how pages are written, and nothing of how records are converted.
 */
package io.github.sqsconnect.docs;
