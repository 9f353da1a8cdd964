package io.github.sqsconnect.wrong.util;

/** A package and a class that say nothing. */
public final class StringUtils {}
