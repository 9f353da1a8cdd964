package io.github.sqsconnect.wrong.aws;

import io.github.sqsconnect.wrong.config.SqsSinkConfig;
import io.github.sqsconnect.wrong.metrics.Dial;
import javax.management.MBeanServer;

/** An edge that sees the other edge and a section that is not its own. */
public record Wire(Dial dial, SqsSinkConfig settings, MBeanServer server) {}
