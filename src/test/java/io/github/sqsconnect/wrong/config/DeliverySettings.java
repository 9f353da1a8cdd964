package io.github.sqsconnect.wrong.config;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.sink.SinkRecord;

/** A section that keeps its definition and knows a record. */
public record DeliverySettings(ConfigDef definition, SinkRecord record) {}
