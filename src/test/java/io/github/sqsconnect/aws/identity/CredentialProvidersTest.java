package io.github.sqsconnect.aws.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.aws.ConnectorClients;
import io.github.sqsconnect.aws.http.Connections;
import io.github.sqsconnect.config.AwsSettings;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.ScriptedSts;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;

class CredentialProvidersTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Sender";
  private static final List<String> CLOSED = new ArrayList<>();

  /** A provider class of a user; a setting named {@code fail} makes it fail. */
  public static final class ConfiguredProvider
      implements AwsCredentialsProvider, Configurable, AutoCloseable {
    private String key = "";

    @Override
    public void configure(Map<String, ?> settings) {
      if (settings.containsKey("fail")) {
        throw new IllegalStateException("no vault");
      }
      key = String.valueOf(settings.get("key"));
    }

    @Override
    public AwsCredentials resolveCredentials() {
      return AwsBasicCredentials.create(key, "secret");
    }

    @Override
    public void close() {
      CLOSED.add(key);
    }
  }

  private final Connections connections =
      new Connections(ConnectorClients.config().queue().proxy(), InetAddress::getAllByName);
  private final List<CredentialSource.Parts> built = new ArrayList<>();

  @BeforeEach
  void forgetClosed() {
    CLOSED.clear();
  }

  @AfterEach
  void close() {
    built.forEach(CredentialSource.Parts::close);
    connections.close();
    System.clearProperty("aws.roleArn");
    System.clearProperty("aws.webIdentityTokenFile");
  }

  private CredentialSource.Parts build(AwsSettings settings) {
    CredentialSource.Parts parts =
        new CredentialProviders(settings, connections, Region.US_EAST_1).build();
    built.add(parts);
    return parts;
  }

  private static AwsSettings withoutKeys(String... keysAndValues) {
    List<String> settings =
        new ArrayList<>(List.of("aws.access.key.id", "", "aws.secret.access.key", ""));
    settings.addAll(List.of(keysAndValues));
    return ConnectorClients.config(settings.toArray(String[]::new)).aws();
  }

  @Test
  void profileAndDefaultChainAreThoseOfTheSdk() {
    assertThat(build(withoutKeys("aws.profile.name", "sender")).provider())
        .isInstanceOf(ProfileCredentialsProvider.class);
    assertThat(build(withoutKeys()).provider()).isInstanceOf(DefaultCredentialsProvider.class);
  }

  @Test
  void classReceivesItsSettingsAndIsClosedWithTheParts() {
    CredentialSource.Parts parts =
        build(
            withoutKeys(
                "sqs.credentials.provider.class",
                ConfiguredProvider.class.getName(),
                "sqs.credentials.provider.key",
                "AKIDVAULT"));

    assertThat(parts.provider().resolveCredentials().accessKeyId()).isEqualTo("AKIDVAULT");
    assertThat(CLOSED).isEmpty();
    parts.close();
    assertThat(CLOSED).containsExactly("AKIDVAULT");
  }

  @Test
  void classThatFailsToBeConfiguredIsClosedAndNamed() {
    AwsSettings settings =
        withoutKeys(
            "sqs.credentials.provider.class",
            ConfiguredProvider.class.getName(),
            "sqs.credentials.provider.fail",
            "s3cret");

    assertThatThrownBy(() -> build(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(ConfiguredProvider.class.getName())
        .hasMessageContaining("no vault")
        .message()
        .doesNotContain("s3cret");
    assertThat(CLOSED).hasSize(1);
  }

  @Test
  void roleIsAssumedWithTheKeysAndTheSettingsOfItsSession() {
    try (ScriptedSqs sqs = ScriptedSqs.start();
        ScriptedSts sts = ScriptedSts.start(sqs)) {
      sts.knows(ConnectorClients.KEY, ConnectorClients.SECRET).role(ROLE, "external-1");
      CredentialSource.Parts parts =
          build(
              ConnectorClients.config(
                      "aws.sts.role.arn",
                      ROLE,
                      "aws.sts.role.external.id",
                      "external-1",
                      "aws.sts.role.session.name",
                      "sender-1",
                      "aws.sts.endpoint.url",
                      sts.uri().toString())
                  .aws());

      assertThat(parts.provider().resolveCredentials().accessKeyId())
          .isEqualTo(sts.sessions().get(0));
      assertThat(sts.calls())
          .containsExactly(
              new ScriptedSts.StsCall(
                  "AssumeRole", ROLE, "sender-1", "external-1", ConnectorClients.KEY));
    }
  }

  /** The provider may still call the client when it is closed. */
  @Test
  void providerOfARoleIsClosedBeforeItsClientAndItsKeysLast() {
    CredentialSource.Parts parts =
        build(
            withoutKeys(
                "sqs.credentials.provider.class",
                ConfiguredProvider.class.getName(),
                "aws.sts.role.arn",
                ROLE));

    assertThat(parts.owned().stream().map(Object::getClass).toList())
        .hasSize(3)
        .startsWith(StsAssumeRoleCredentialsProvider.class)
        .endsWith(ConfiguredProvider.class);
    assertThat(parts.owned().stream().skip(1).findFirst().orElseThrow())
        .isInstanceOf(StsClient.class);
  }

  @Test
  void webIdentityOfTheWorkerIsUsedOnlyWithoutAnIdentityOfTheSettings(@TempDir Path folder)
      throws IOException {
    System.setProperty("aws.roleArn", ROLE);
    System.setProperty(
        "aws.webIdentityTokenFile",
        Files.writeString(folder.resolve("token"), "token-1").toString());
    try (ScriptedSqs sqs = ScriptedSqs.start();
        ScriptedSts sts = ScriptedSts.start(sqs)) {
      sts.webIdentity(ROLE, "token-1");
      AwsCredentialsProvider provider =
          build(withoutKeys("aws.sts.endpoint.url", sts.uri().toString())).provider();

      assertThat(provider).isInstanceOf(StsWebIdentityTokenFileCredentialsProvider.class);
      assertThat(provider.resolveCredentials().accessKeyId()).isEqualTo(sts.sessions().get(0));
    }
    assertThat(build(ConnectorClients.config().aws()).provider().resolveCredentials().accessKeyId())
        .isEqualTo(ConnectorClients.KEY);
  }
}
