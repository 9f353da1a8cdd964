package io.github.sqsconnect.wrong.aws.environment;

import io.github.sqsconnect.wrong.aws.identity.UpwardIdentity;

/** A part of aws that uses the part above it. */
public record UpwardEnvironment(UpwardIdentity above) {}
