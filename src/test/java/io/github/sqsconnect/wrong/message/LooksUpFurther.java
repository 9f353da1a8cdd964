package io.github.sqsconnect.wrong.message;

import io.github.sqsconnect.wrong.WrongRoot;
import io.github.sqsconnect.wrong.config.DeliverySettings;
import io.github.sqsconnect.wrong.delivery.Restless;
import io.github.sqsconnect.wrong.event.LooksUp;

/** Sees the step above and the root, and reads the section of another. */
public record LooksUpFurther(
    LooksUp event, Restless delivery, WrongRoot root, DeliverySettings settings) {}
