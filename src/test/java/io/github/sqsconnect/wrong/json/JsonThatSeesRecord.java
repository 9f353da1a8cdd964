package io.github.sqsconnect.wrong.json;

import io.github.sqsconnect.wrong.config.DeliverySettings;
import io.github.sqsconnect.wrong.record.RecordThatSeesEvent;

/** Sees the step above and reads a section. */
public record JsonThatSeesRecord(RecordThatSeesEvent record, DeliverySettings settings) {}
