package io.github.sqsconnect.aws;

/**
 * A queue that a connection check sends a request to.
 *
 * @param key the key that names it
 * @param setting the same and the topic, for people
 * @param isExample whether it is made from a template, so that it need not exist
 */
public record CheckedQueue(String key, String setting, String url, boolean isExample) {}
