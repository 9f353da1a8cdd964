package io.github.sqsconnect.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
  @ParameterizedTest
  @CsvSource({
    "aws.secret.access.key, s3cret",
    "consumer.override.ssl.keystore.key, s3cret",
    "value.converter.api.key, s3cret",
    "value.converter.apikey, s3cret",
    "value.converter.passphrase, s3cret",
    "value.converter.sasl.jaas.config, 'a username=\"${file:f:user}\" password=\"s3cret\";'",
    "value.converter.basic.auth.user.info, ${file:f:user}:s3cret",
    "value.converter.schema.registry.url, https://me:s3cret@registry:8081",
    "value.converter.schema.registry.url, 'http://a,http://me:s3cret@b'"
  })
  void secretIsHidden(String key, String value) {
    assertThat(Secrets.hidden(Map.of(key, value)))
        .containsEntry(key, "${file:/etc/kafka/secrets.properties:" + key + '}');
  }

  @ParameterizedTest
  @CsvSource({
    "aws.secret.access.key, ${file:f:key}",
    "value.converter.basic.auth.user.info, ${file:f:user}:${file:f:password}",
    "value.converter.schema.registry.url, https://registry:8081",
    "value.converter.schema.registry.url, 'https://${file:/f:user}:${file:/f:password}@registry:8081'",
    "key.converter, org.apache.kafka.connect.storage.StringConverter",
    "sqs.message.group.id, ${key}"
  })
  void otherValuesStay(String key, String value) {
    assertThat(Secrets.hidden(Map.of(key, value))).containsEntry(key, value);
  }
}
