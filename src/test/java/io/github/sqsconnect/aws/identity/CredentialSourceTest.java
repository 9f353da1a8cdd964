package io.github.sqsconnect.aws.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.aws.ConnectorClients;
import io.github.sqsconnect.aws.http.Connections;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;

class CredentialSourceTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Sender";
  private static final String[] NO_KEYS = {"aws.access.key.id", "", "aws.secret.access.key", ""};

  private final Connections connections =
      new Connections(ConnectorClients.config().queue().proxy(), InetAddress::getAllByName);

  @AfterEach
  void close() {
    connections.close();
  }

  private CredentialSource source(String... keysAndValues) {
    return CredentialSource.of(
        ConnectorClients.config(keysAndValues).aws(), connections, Region.US_EAST_1);
  }

  private static String[] withoutKeys(String key, String value) {
    return new String[] {NO_KEYS[0], NO_KEYS[1], NO_KEYS[2], NO_KEYS[3], key, value};
  }

  @Test
  void nameIsInWordsOfTheConfiguration() {
    assertThat(source().name()).isEqualTo("aws.access.key.id");
    assertThat(source("aws.sts.role.arn", ROLE).name())
        .isEqualTo("role " + ROLE + " assumed with aws.access.key.id");
    assertThat(source(withoutKeys("aws.profile.name", "sender")).name())
        .isEqualTo("profile sender");
    assertThat(source(withoutKeys("sqs.credentials.provider.class", "a.B")).name())
        .isEqualTo("a.B");
    assertThat(source(NO_KEYS).name()).isEqualTo("the default credentials chain");
  }

  @Test
  void onlyKeysWithoutARoleAreFixed() {
    assertThat(source().isFixed()).isTrue();
    assertThat(source("aws.sts.role.arn", ROLE).isFixed()).isFalse();
    assertThat(source(NO_KEYS).isFixed()).isFalse();
  }

  @Test
  void keysAndTokenAreReturned() {
    AwsCredentials credentials = source("aws.session.token", "token").resolve();

    assertThat(credentials.accessKeyId()).isEqualTo(ConnectorClients.KEY);
    assertThat(credentials.secretAccessKey()).isEqualTo(ConnectorClients.SECRET);
    assertThat(((AwsSessionCredentials) credentials).sessionToken()).isEqualTo("token");
  }

  @Test
  void closedSourceReturnsNothingAndClosesWhatItOwnsOnce() {
    List<String> closed = new ArrayList<>();
    CredentialSource source =
        new CredentialSource(
            "test",
            AnonymousCredentialsProvider.create(),
            false,
            List.of(() -> closed.add("first"), () -> closed.add("second")));
    source.init();

    source.close();
    source.close();

    assertThat(closed).containsExactly("first", "second");
    assertThatThrownBy(source::resolve)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void nullFromAProviderIsAnError() {
    AwsCredentialsProvider returningNull = () -> null;

    assertThatThrownBy(new CredentialSource("test", returningNull, false, List.of())::resolve)
        .hasMessageContaining("no credentials (null)");
  }

  @ParameterizedTest
  @CsvSource({
    "example.Provider, is not found",
    "java.lang.String, does not implement",
    "software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider, "
  })
  void classThatCannotProvideCredentialsIsNamed(String name, String problem) {
    if (problem == null) {
      assertThat(CredentialSource.providerError(name)).isEmpty();
    } else {
      assertThat(CredentialSource.providerError(name).orElseThrow()).contains(name, problem);
    }
  }

  @Test
  void providerWithoutAPublicConstructorIsRejectedAtInit() {
    String name = "software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider";

    assertThatThrownBy(source(withoutKeys("sqs.credentials.provider.class", name))::init)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("cannot be created");
  }
}
