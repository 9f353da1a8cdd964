package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.SqsSinkConnector;
import io.github.sqsconnect.SqsSinkTask;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.fakes.ConnectorSettings;
import io.github.sqsconnect.fakes.FakeTaskContext;
import io.github.sqsconnect.logs.CapturedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Validation threw an exception, or accepted a configuration with which the task then failed
 * without naming a key. For any values of the connector's keys, {@code validate} throws nothing,
 * and connector and task start with every configuration that it accepts. {@code -Dnasty.cases=N}
 * tries more.
 */
class AnySettingsAreValidatedTest {
  private static final int CASES = Integer.getInteger("nasty.cases", 1_500);

  /** Starting a task builds a client, which is slow. */
  private static final int STARTS = CASES / 10;

  private static final List<String> OTHERS =
      List.of(
          "errors.tolerance",
          "errors.log.enable",
          "errors.deadletterqueue.topic.name",
          "transforms",
          "value.converter",
          "sqs.credentials.provider.role.arn",
          "sqs.credentials.provider.accessKeyId",
          "sqs.credentials.provider.token",
          "sqs.not.a.key",
          "");

  /** The number of values, from the first on, that are provider classes. */
  private static final int PROVIDERS = 3;

  private static final List<String> VALUES =
      List.of(
          "com.nordstrom.kafka.connect.auth.AWSUserCredentialsProvider",
          "com.nordstrom.kafka.connect.auth.AWSAssumeRoleCredentialsProvider",
          "com.amazonaws.auth.DefaultAWSCredentialsProviderChain",
          "",
          " ",
          "\t\n",
          "null",
          "true",
          "0",
          "-1",
          "1",
          "10",
          "1024",
          "1048576",
          "2147483647",
          "2147483648",
          "-2147483649",
          "9223372036854775807",
          "9223372036854775808",
          "1e3",
          "0x10",
          "१२",
          "1.5",
          "NaN",
          ",",
          ",,",
          "a,a",
          "ip,ip",
          "a.b , a.b",
          "email=a,email=a",
          "=",
          "a=",
          "=a",
          "plan=user.plan",
          "email=user.mail",
          "a..b",
          ".",
          "key:",
          "header:",
          "header:X",
          "${",
          "${}",
          "${topic}",
          "${key}",
          "${header.}",
          "${value.a}",
          "${value.a..b}",
          "${mpid}",
          "${env:X}",
          "}${",
          "raw",
          " raw ",
          "RAW",
          "event-batch",
          "strict",
          "relaxed",
          "auto",
          "content",
          "batch",
          "record",
          "string",
          "empty",
          "ignore",
          "replace",
          "eu-west-1",
          " eu-west-1 ",
          "EU-WEST-1",
          "-1-1",
          "https://sqs.eu-west-1.amazonaws.com/123456789012/events",
          "https://sqs.eu-west-1.amazonaws.com/123456789012/events.fifo",
          " arn:aws:sqs:eu-west-1:123456789012:events.fifo ",
          "arn:aws:sqs:eu-west-1:123456789012:events",
          "arn:",
          "arn:aws:iam::123456789012:role/sender",
          "http://",
          "http://localhost",
          "http://localhost:4566",
          "http://localhost:99999",
          "http://[::1]:4566",
          "http://[::1",
          "http://jane:secret@localhost",
          "//localhost",
          "http://ex ample",
          "http://exa_mple",
          "http://xn--/",
          "HTTP://LOCALHOST",
          "*",
          ".internal.test",
          "*.internal.test,*",
          "java.lang.String",
          "com.example.Missing",
          "[B",
          "../x",
          "\u0000",
          "a\u0000b",
          "a\u001bb",
          "a\rb",
          "a\ufffe",
          "\ud800",
          "🂡",
          "a".repeat(100_000),
          "a,".repeat(10_000),
          "a.".repeat(10_000) + "a",
          "${key}".repeat(1_000));

  private final List<String> keys = new ArrayList<>();

  AnySettingsAreValidatedTest() {
    keys.addAll(SqsSinkConfig.definition().names().stream().sorted().toList());
    keys.addAll(OTHERS);
    keys.remove("sqs.validate.connection");
  }

  /** Each key with each value, and no other change. */
  @Test
  void noValueOfAnyKeyMakesValidationThrow() {
    for (String key : keys) {
      check(
          ConnectorSettings.complete(ConnectorSettings.STANDARD_QUEUE, key, null),
          key + " = null",
          false);
      for (String value : VALUES) {
        check(
            ConnectorSettings.complete(ConnectorSettings.STANDARD_QUEUE, key, value),
            key + " = " + value,
            false);
      }
    }
  }

  @Test
  void tasksStartWithEveryAcceptedMixtureOfValues() {
    int started = 0;
    for (int seed = 1; seed <= CASES; seed++) {
      Map<String, @Nullable String> properties = drawn(new Random(seed * 0x9E3779B97F4A7C15L));
      started += check(properties, "seed " + seed + ": " + properties, started < STARTS) ? 1 : 0;
    }
    assertThat(started).isGreaterThan(STARTS / 2);
  }

  private Map<String, @Nullable String> drawn(Random random) {
    Map<String, @Nullable String> properties =
        ConnectorSettings.complete(
            random.nextBoolean() ? ConnectorSettings.STANDARD_QUEUE : ConnectorSettings.FIFO_QUEUE);
    int count = 1 + random.nextInt(random.nextInt(4) == 0 ? 20 : 4);
    for (int i = 0; i < count; i++) {
      properties.put(
          keys.get(random.nextInt(keys.size())),
          random.nextInt(20) == 0 ? null : VALUES.get(random.nextInt(VALUES.size())));
    }
    if (random.nextInt(8) == 0) {
      properties.put("sqs.credentials.provider.class", VALUES.get(random.nextInt(PROVIDERS)));
    }
    if (random.nextInt(4) == 0) {
      properties.remove("aws.access.key.id");
      properties.remove("aws.secret.access.key");
    }
    return properties;
  }

  /** Whether the task was started. */
  private static boolean check(
      Map<String, @Nullable String> properties, String what, boolean start) {
    Map<String, List<String>> errors;
    try {
      errors = ConnectorSettings.errors(properties);
    } catch (RuntimeException e) {
      throw new AssertionError("validate threw: " + what, e);
    }
    errors
        .values()
        .forEach(messages -> assertThat(messages).as(what).allMatch(text -> !text.isBlank()));
    try {
      String unused = CapturedLog.of(() -> new SqsSinkConnector().start(properties));
    } catch (ConfigException e) {
      assertThat(errors).as(what).isNotEmpty();
    } catch (RuntimeException e) {
      throw new AssertionError("the connector did not start: " + what, e);
    }
    boolean placeholder = properties.containsValue("${env:X}");
    if (!errors.isEmpty() || placeholder || !start) {
      return false;
    }
    SqsSinkTask task = new SqsSinkTask();
    task.initialize(new FakeTaskContext());
    try {
      task.start(properties);
    } catch (RuntimeException e) {
      throw new AssertionError("the task did not start: " + what, e);
    } finally {
      task.stop();
    }
    return true;
  }
}
