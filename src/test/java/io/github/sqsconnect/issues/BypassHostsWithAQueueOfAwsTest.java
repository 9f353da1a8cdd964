package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.sqsconnect.SqsSinkTask;
import io.github.sqsconnect.fakes.ConnectorSettings;
import io.github.sqsconnect.fakes.FakeTaskContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** With bypass hosts for the proxy and a plain AWS queue URL, no task could start. */
class BypassHostsWithAQueueOfAwsTest {
  @Test
  void taskStarts() {
    Map<String, @Nullable String> properties =
        ConnectorSettings.complete(
            ConnectorSettings.STANDARD_QUEUE,
            "sqs.proxy.url",
            "http://proxy:3128",
            "sqs.proxy.bypass.hosts",
            "*.internal.test,vpce.amazonaws.com");
    SqsSinkTask task = new SqsSinkTask();
    task.initialize(new FakeTaskContext());
    assertThatCode(() -> task.start(properties)).doesNotThrowAnyException();
    task.stop();
  }
}
