package io.github.sqsconnect.aws;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The connector's own client, for an endpoint of this machine. */
public final class TestClients {
  public static final String KEY = "AKIDEXAMPLE";
  public static final String SECRET = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY";

  private TestClients() {}

  public static AwsClients of(ScriptedSqs endpoint, String... keysAndValues) {
    SqsSinkConfig config = config(keysAndValues);
    return new AwsClients(
        config.aws(),
        config.queue().proxy(),
        config.delivery(),
        Optional.of("us-east-1"),
        Optional.of(endpoint.uri()),
        "9.9.9");
  }

  /** An empty value takes its key away. */
  public static SqsSinkConfig config(String... keysAndValues) {
    Map<String, String> properties = new HashMap<>();
    properties.put("sqs.queue.url", "https://sqs.us-east-1.amazonaws.com/123456789012/events");
    properties.put("aws.access.key.id", KEY);
    properties.put("aws.secret.access.key", SECRET);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    properties.values().removeIf(String::isEmpty);
    return SqsSinkConfig.from(properties);
  }
}
