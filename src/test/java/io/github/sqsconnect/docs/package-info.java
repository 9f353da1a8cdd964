/**
 * Tests that keep pages and texts true and in plain language: every example is run, every link and
 * name is checked, and retired words are found.
 */
package io.github.sqsconnect.docs;
