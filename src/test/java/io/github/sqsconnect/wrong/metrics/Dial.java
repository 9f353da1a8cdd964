package io.github.sqsconnect.wrong.metrics;

import io.github.sqsconnect.wrong.aws.Wire;
import io.github.sqsconnect.wrong.config.DeliverySettings;

/** An edge that sees the other edge and reads a section. */
public record Dial(Wire wire, DeliverySettings settings) {}
