package io.github.sqsconnect.wrong.event;

import io.github.sqsconnect.wrong.config.DeliverySettings;
import io.github.sqsconnect.wrong.message.LooksUpFurther;

/** Sees the step above, which also closes a circle. */
public record LooksUp(LooksUpFurther message, DeliverySettings settings) {}
