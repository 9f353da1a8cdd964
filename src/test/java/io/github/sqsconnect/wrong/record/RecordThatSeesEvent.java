package io.github.sqsconnect.wrong.record;

import io.github.sqsconnect.wrong.config.DeliverySettings;
import io.github.sqsconnect.wrong.event.LooksUp;

/** Sees the step above and reads a section. */
public record RecordThatSeesEvent(LooksUp event, DeliverySettings settings) {}
