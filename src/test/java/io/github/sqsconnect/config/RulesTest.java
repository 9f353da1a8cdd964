package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error of a single key names the key, the problem, and what is allowed or how to fix it. */
class RulesTest {
  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sqs.queue.url                    | ' '            | is blank                      | a queue URL or ARN
          sqs.region                       | ' '            | is not a region               | eu-west-1
          sqs.region                       | Ireland        | is not a region               | eu-west-1
          sqs.endpoint.url                 | ' '            | is blank                      | http
          sqs.message.format               | Raw            | is not known                  | Allowed: event-batch, json, envelope, cloudevents, raw
          sqs.message.format               | avro           | is not known                  | Allowed: event-batch, json, envelope, cloudevents, raw
          sqs.message.max.bytes            | 1023           | is out of range               | Allowed: 1024 to 1048576
          sqs.message.max.bytes            | 1048577        | is out of range               | Allowed: 1024 to 1048576
          behavior.on.null.values          | skip           | is not known                  | Allowed: fail, ignore, empty
          behavior.on.invalid.characters   | drop           | is not known                  | Allowed: fail, replace
          sqs.batch.max.messages           | 0              | is out of range               | Allowed: 1 to 10
          sqs.batch.max.messages           | 11             | is out of range               | Allowed: 1 to 10
          sqs.batch.max.bytes              | 1              | is out of range               | Allowed: 1024 to 1048576
          sqs.linger.ms                    | -1             | is out of range               | Allowed: 0 to 60000
          sqs.max.in.flight.requests       | 0              | is out of range               | Allowed: 1 to 1000
          sqs.buffer.max.bytes             | 1048575        | is too small                  | Allowed: 1048576 or more
          sqs.request.timeout.ms           | 99             | is out of range               | Allowed: 100 to 300000
          sqs.delivery.timeout.ms          | 0              | is not a timeout              | Allowed: -1 (no limit), or 1 or more
          sqs.delivery.timeout.ms          | -2             | is not a timeout              | Allowed: -1 (no limit), or 1 or more
          sqs.retry.backoff.ms             | 0              | is out of range               | Allowed: 1 to 60000
          sqs.retry.backoff.max.ms         | 0              | is out of range               | Allowed: 1 to 600000
          event.input.format               | xml            | is not known                  | Allowed: auto, batch, event, record
          event.validation                 | lax            | is not known                  | Allowed: structure, strict, none
          event.schema.version             | 0              | is out of range               | Allowed: 1 to
          event.environment                | staging        | is not known                  | Allowed: production, development, unknown
          event.int64.format               | hex            | is not known                  | Allowed: keep, number, string
          event.unique.id                  | ' '            | is blank                      | Set
          event.exclude.fields             | events         | without which there is no     | exclude members below events.data
          event.exclude.fields             | ip,events.data | without which there is no     | exclude members below events.data
          event.exclude.fields             | events.event_type | without which there is no  | Filter events with the event.send.* keys
          event.exclude.fields             | a..b           | has an empty segment          | Write paths like
          event.exclude.fields             | .a             | has an empty segment          | Write paths like
          event.record.type                | click          | is not known                  | Allowed: application_state_transition
          event.record.type.path           | a..b           | has an empty segment          | Write paths like
          event.record.id.path             | .a             | has an empty segment          | Write paths like
          event.record.mpid.path           | key:a.         | has an empty segment          | Write paths like
          event.record.timestamp.path      | header:        | has an empty segment          | Write paths like
          event.record.name                | ${offset}      | contains ${offset}             | Allowed: ${topic}, ${partition}
          event.record.name                | ${topic        | has '${' without '}'          | '}'
          event.record.name                | ${header.}     | contains ${header.}            | ${header.NAME}
          event.record.name                | ${value.a..b}  | contains ${value.a..b}         | ${value.PATH}
          event.record.identities          | email          | is not of the form name=path  | name=path
          event.record.identities          | mail=a         | names 'mail'                  | Allowed: alias, customer_id, email
          event.record.identities          | email=a,email=b| contains 'email' twice        | Set each name once
          event.record.identities          | email=a..b     | has an empty segment          | Write paths like
          event.record.attributes.include  | key:a          | names 'key:a'                 | from the value only
          """)
  void errorNamesTheKeyTheProblemAndTheFix(String key, String value, String problem, String fix) {
    assertThatThrownBy(() -> with(key, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(key + " = '")
        .hasMessageContaining(problem)
        .hasMessageContaining(fix);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"event.exclude.fields", "event.record.id.path", "event.record.attributes.include"})
  void pathsAreLimitedToTheDepthOfRecords(String key) {
    String deepest = "a" + ".a".repeat(511);
    assertThatCode(() -> with(key, deepest)).doesNotThrowAnyException();
    assertThatThrownBy(() -> with(key, deepest + ".a"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(key + " = '")
        .hasMessageContaining("has a path of more than 512 segments")
        .hasMessageContaining("Shorten");
  }

  @ParameterizedTest
  @CsvSource({
    "sqs.linger.ms, soon",
    "sqs.batch.max.messages, ten",
    "event.send.as.batch, yes",
    "sqs.message.max.bytes, 1 MiB"
  })
  void valueOfAnotherTypeIsAnErrorOnItsKey(String key, String value) {
    assertThatThrownBy(() -> with(key, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(value);
  }

  @ParameterizedTest
  @CsvSource({
    "sqs.message.max.bytes, 1024",
    "sqs.batch.max.messages, 1",
    "sqs.linger.ms, 0",
    "sqs.linger.ms, 60000",
    "sqs.max.in.flight.requests, 1000",
    "sqs.buffer.max.bytes, 1048576",
    "sqs.delivery.timeout.ms, -1",
    "sqs.delivery.timeout.ms, 1",
    "event.record.name, '${topic}-${partition} ${key} ${header.h} ${value.a.b}'",
    "event.record.id.path, key:",
    "event.record.id.path, key:id",
    "event.record.id.path, header:X-Id",
    "event.record.id.path, user.id",
    "event.exclude.fields, 'ip, events.data.location'",
    "event.record.identities, 'email=user.mail, customer_id=key:'"
  })
  void limitsThemselvesAreAllowed(String key, String value) {
    assertThatCode(() -> with(key, value)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"aws.access.key.id", "aws.secret.access.key", "aws.session.token"})
  void blankSecretIsRejectedAndNotShown(String key) {
    assertThatThrownBy(() -> with(key, ""))
        .isInstanceOf(ConfigException.class)
        .hasMessage(key + " is blank. Set the value, or remove the key.");
  }

  @Test
  void everyRuleHasADescription() {
    for (ConfigDef.ConfigKey key : SqsSinkConfig.definition().configKeys().values()) {
      if (key.validator != null) {
        assertThat(key.validator.toString())
            .as(key.name)
            .isNotBlank()
            .doesNotContain("io.github", "Lambda")
            .doesNotContainPattern("@[0-9a-f]{4}");
      }
    }
  }

  @Test
  void secretsArePasswords() {
    assertThat(SqsSinkConfig.definition().configKeys().values())
        .filteredOn(key -> key.name.matches(".*(secret|token|password|access\\.key).*"))
        .isNotEmpty()
        .allMatch(key -> key.type == ConfigDef.Type.PASSWORD);
  }

  private static SqsSinkConfig with(String key, String value) {
    Map<String, String> properties = new HashMap<>();
    properties.put("sqs.queue.url", "https://sqs.eu-west-1.amazonaws.com/123456789012/events");
    properties.put(key, value);
    return SqsSinkConfig.from(properties);
  }
}
