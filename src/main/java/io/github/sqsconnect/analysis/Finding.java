package io.github.sqsconnect.analysis;

/**
 * Something wrong with a setting.
 *
 * @param message what is wrong, what is allowed, how to fix it
 */
public record Finding(String key, String message) {}
