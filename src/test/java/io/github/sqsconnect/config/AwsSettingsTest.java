package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ConnectorSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsSettingsTest {
  private static final String SECRET = "s3cret";

  private static AwsSettings with(String... keysAndValues) {
    return SqsSinkConfig.from(
            ConnectorSettings.with(ConnectorSettings.STANDARD_QUEUE, keysAndValues))
        .aws();
  }

  @ParameterizedTest
  @CsvSource({
    "aws.access.key.id, aws.secret.access.key, is missing although aws.access.key.id is set",
    "aws.secret.access.key, aws.access.key.id, is missing although aws.secret.access.key is set",
    "aws.session.token, aws.session.token, is set without aws.access.key.id"
  })
  void incompleteKeysAreAnErrorOnTheKeyToFix(String given, String key, String problem) {
    assertThat(with(given, SECRET).conflicts())
        .containsOnlyKeys(key)
        .extractingByKey(key)
        .asString()
        .startsWith(key)
        .contains(problem, "Set ")
        .doesNotContain(SECRET);
  }

  @Test
  void completeKeysAreNoConflict() {
    AwsSettings settings =
        with(
            "aws.access.key.id", "AKIDEXAMPLE",
            "aws.secret.access.key", SECRET,
            "aws.session.token", "token");

    assertThat(settings.conflicts()).isEmpty();
    assertThat(settings.toString()).doesNotContain(SECRET, "token]");
  }

  @Test
  void secondIdentityIsAnErrorOnTheProfileOrTheClass() {
    String[] keys = {"aws.access.key.id", "AKIDEXAMPLE", "aws.secret.access.key", SECRET};

    assertThat(with(keys[0], keys[1], keys[2], keys[3], "aws.profile.name", "p").conflicts())
        .containsOnlyKeys("aws.profile.name")
        .extractingByKey("aws.profile.name")
        .asString()
        .contains("aws.profile.name and aws.access.key.id are both set");
    assertThat(with(keys[0], keys[1], keys[2], keys[3], ProviderSettings.CLASS, "a.B").conflicts())
        .containsOnlyKeys(ProviderSettings.CLASS)
        .extractingByKey(ProviderSettings.CLASS)
        .asString()
        .contains("and aws.access.key.id are both set");
    assertThat(with("aws.profile.name", "p", ProviderSettings.CLASS, "a.B").conflicts())
        .extractingByKey(ProviderSettings.CLASS)
        .asString()
        .contains("and aws.profile.name are both set");
  }

  @Test
  void roleMayBeAssumedWithEachIdentity() {
    String role = "arn:aws:iam::123456789012:role/Sender";

    assertThat(with(RoleSettings.ARN, role).conflicts()).isEmpty();
    assertThat(with(RoleSettings.ARN, role, "aws.profile.name", "p").conflicts()).isEmpty();
    assertThat(with(RoleSettings.ARN, role, ProviderSettings.CLASS, "a.B").conflicts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sqs.region, eu-west-1, true",
    "aws.sts.role.arn, arn:aws:iam::123456789012:role/Sender, true",
    "aws.access.key.id, AKIDEXAMPLE, false",
    "aws.profile.name, sender, false",
    "sqs.credentials.provider.class, a.B, false"
  })
  void identityIsLeftToTheWorkerIfNoneIsSet(String key, String value, boolean left) {
    assertThat(with(key, value).isLeftToTheWorker()).isEqualTo(left);
  }
}
