package io.github.sqsconnect.wrong.aws.signing;

import io.github.sqsconnect.wrong.aws.http.UpwardHttp;

/** A part of aws that uses the part above it. */
public record UpwardSigning(UpwardHttp above) {}
