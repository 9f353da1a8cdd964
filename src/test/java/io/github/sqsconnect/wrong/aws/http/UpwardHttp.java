package io.github.sqsconnect.wrong.aws.http;

import io.github.sqsconnect.wrong.aws.environment.UpwardEnvironment;

/** A part of aws that uses the part above it. */
public record UpwardHttp(UpwardEnvironment above) {}
