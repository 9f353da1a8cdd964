package io.github.sqsconnect.cli;

/**
 * Something wrong with a setting.
 *
 * @param message what is wrong, what is allowed, how to fix it
 */
record Finding(String key, String message) {}
