package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BuiltInProvidersTest {
  private static final String CLASS = "sqs.credentials.provider.class";
  private static final String ROLE_PROVIDER =
      "com.nordstrom.kafka.connect.auth.AWSAssumeRoleCredentialsProvider";
  private static final String ROLE_KEY = "sqs.credentials.provider.role.arn";
  private static final String ROLE = "arn:aws:iam::123456789012:role/Sender";

  @Test
  void keysOfAKnownClassAreTranslated() {
    assertThat(BuiltInProviders.translated(Map.of(CLASS, ROLE_PROVIDER, ROLE_KEY, ROLE, "x", "y")))
        .isEqualTo(Map.of("aws.sts.role.arn", ROLE, "x", "y"));
  }

  @Test
  void keyOfThisConnectorIsPreferred() {
    String other = ROLE + "2";

    assertThat(
            BuiltInProviders.translated(
                Map.of(CLASS, ROLE_PROVIDER, ROLE_KEY, ROLE, "aws.sts.role.arn", other)))
        .isEqualTo(Map.of("aws.sts.role.arn", other));
  }

  @Test
  void unknownClassIsLeftAsItIs() {
    Map<String, String> given = Map.of(CLASS, "example.Provider", ROLE_KEY, ROLE);

    assertThat(BuiltInProviders.translated(given)).isSameAs(given);
    assertThat(BuiltInProviders.errors(given)).isEmpty();
  }

  @Test
  void errorIsOnTheKeyOfTheOtherConnector() {
    Map<String, String> given =
        Map.of("sqs.queue.url", "http://localhost/1/q", CLASS, ROLE_PROVIDER, ROLE_KEY, "sender");

    assertThat(BuiltInProviders.errors(given))
        .containsOnlyKeys(ROLE_KEY)
        .allSatisfy(
            (key, error) -> assertThat(error).startsWith(ROLE_KEY + " becomes aws.sts.role.arn"));
  }
}
