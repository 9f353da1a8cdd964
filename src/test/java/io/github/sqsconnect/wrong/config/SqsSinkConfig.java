package io.github.sqsconnect.wrong.config;

/** The whole configuration, which no step may read. */
public final class SqsSinkConfig {}
