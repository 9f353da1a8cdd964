package io.github.sqsconnect.wrong.aws.identity;

import io.github.sqsconnect.wrong.aws.Wire;

/** A part of aws that uses the part above it. */
public record UpwardIdentity(Wire above) {}
