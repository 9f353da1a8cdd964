package io.github.sqsconnect.aws.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerIdentityTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Sender";

  private final WorkerProperties worker = new WorkerProperties();
  @TempDir private Path folder;
  private Path token;

  @BeforeEach
  void writeToken() throws IOException {
    token = Files.writeString(folder.resolve("token"), "token");
  }

  @AfterEach
  void clear() {
    worker.clear();
  }

  @Test
  void keysAreAnIdAndASecret() {
    assertThat(WorkerIdentity.hasKeys()).isFalse();
    worker.set("aws.accessKeyId", "AKIDWORKER");
    assertThat(WorkerIdentity.hasKeys()).isFalse();
    worker.set("aws.secretAccessKey", " ");
    assertThat(WorkerIdentity.hasKeys()).as("blank").isFalse();
    worker.set("aws.secretAccessKey", "secret");
    assertThat(WorkerIdentity.hasKeys()).isTrue();
  }

  @Test
  void webIdentityIsARoleAndAReadableToken() {
    worker.set("aws.roleArn", ROLE);
    assertThat(WorkerIdentity.hasWebIdentity()).isFalse();
    worker.set("aws.webIdentityTokenFile", folder.resolve("missing").toString());
    assertThat(WorkerIdentity.hasWebIdentity()).isFalse();
    worker.set("aws.webIdentityTokenFile", " " + token + " ");
    assertThat(WorkerIdentity.hasWebIdentity()).isTrue();
    worker.set("aws.roleArn", "");
    assertThat(WorkerIdentity.hasWebIdentity()).isFalse();
  }

  @Test
  void keysComeBeforeTheWebIdentity() {
    worker.set("aws.roleArn", ROLE);
    worker.set("aws.webIdentityTokenFile", token.toString());
    worker.set("aws.accessKeyId", "AKIDWORKER");
    worker.set("aws.secretAccessKey", "secret");

    assertThat(WorkerIdentity.hasWebIdentity()).isFalse();
  }

  @Test
  void regionIsTrimmedAndMayBeMissing() {
    worker.set("aws.region", " eu-west-1 ");
    assertThat(WorkerIdentity.region()).contains("eu-west-1");
    worker.set("aws.region", " ");
    assertThat(WorkerIdentity.region()).isEmpty();
  }
}
