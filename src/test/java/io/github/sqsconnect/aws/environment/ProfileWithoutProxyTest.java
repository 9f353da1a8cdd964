package io.github.sqsconnect.aws.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.aws.ConnectorClients;
import io.github.sqsconnect.config.AwsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileWithoutProxyTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Sender";

  private final WorkerProperties worker = new WorkerProperties();
  @TempDir private Path folder;

  @BeforeEach
  void writeProfiles() throws IOException {
    worker.configFile(
        folder,
        """
        [profile role]
        role_arn = arn:aws:iam::123456789012:role/Sender
        source_profile = plain
        [profile sso]
        sso_start_url = https://example.org
        [profile account]
        sso_account_id = 123456789012
        [profile login]
        login_session = arn:aws:iam::123456789012:user/sender
        [profile plain]
        region = eu-west-1
        """);
    worker.set("aws.sharedCredentialsFile", folder.resolve("none").toString());
  }

  @AfterEach
  void clear() {
    worker.clear();
  }

  private static AwsSettings profile(String name) {
    return ConnectorClients.config(
            "aws.access.key.id", "", "aws.secret.access.key", "", "aws.profile.name", name)
        .aws();
  }

  @ParameterizedTest
  @CsvSource({
    "role, role_arn",
    "sso, sso_start_url",
    "account, sso_account_id",
    "login, login_session"
  })
  void profileThatMakesTheSdkSendRequestsIsFound(String name, String property) {
    assertThat(ProfileWithoutProxy.of(profile(name)))
        .contains(new ProfileWithoutProxy(name, property));
  }

  @Test
  void otherProfilesAndOtherIdentitiesAreNot() {
    assertThat(ProfileWithoutProxy.of(profile("plain"))).isEmpty();
    assertThat(ProfileWithoutProxy.of(profile("missing"))).isEmpty();
    assertThat(ProfileWithoutProxy.of(ConnectorClients.config().aws())).as("keys").isEmpty();
  }

  @Test
  void profileOfTheWorkerMattersOnlyIfTheDefaultChainReachesIt() throws IOException {
    AwsSettings none = profile("");
    worker.set("aws.profile", "role");

    assertThat(ProfileWithoutProxy.of(none)).contains(new ProfileWithoutProxy("role", "role_arn"));
    assertThat(ProfileWithoutProxy.of(ConnectorClients.config().aws()))
        .as("keys of the settings")
        .isEmpty();

    worker.set("aws.roleArn", ROLE);
    worker.set(
        "aws.webIdentityTokenFile", Files.writeString(folder.resolve("token"), "t").toString());
    assertThat(ProfileWithoutProxy.of(none)).as("a web identity").isEmpty();

    worker.set("aws.roleArn", "");
    worker.set("aws.accessKeyId", "AKIDWORKER");
    worker.set("aws.secretAccessKey", "secret");
    assertThat(ProfileWithoutProxy.of(none)).as("keys of the worker").isEmpty();
  }
}
