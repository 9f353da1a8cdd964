package io.github.sqsconnect.aws.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsFilesTest {
  private static final String READABLE = "[default]\naws_access_key_id = AKIDEXAMPLE\n";

  private final WorkerProperties worker = new WorkerProperties();
  @TempDir private Path folder;

  @AfterEach
  void clear() {
    worker.clear();
  }

  @Test
  void profilesOfBothFilesAreRead() throws IOException {
    worker.configFile(folder, "[profile a]\nregion = eu-west-1\n");
    worker.credentialsFile(folder, READABLE);

    assertThat(AwsFiles.firstError()).isEmpty();
    assertThat(AwsFiles.profileFile().orElseThrow().profiles()).containsOnlyKeys("a", "default");
  }

  @Test
  void missingFilesAreNoError() {
    worker.set("aws.configFile", folder.resolve("none").toString());
    worker.set("aws.sharedCredentialsFile", folder.resolve("none").toString());

    assertThat(AwsFiles.firstError()).isEmpty();
    assertThat(AwsFiles.profileFile().orElseThrow().profiles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7})
  void errorNamesTheFirstBadLineOfTheFile(int goodProfiles) throws IOException {
    String good = "[default]\nregion = a\n\n".repeat(goodProfiles);
    Path file = worker.configFile(folder, good + "[broken\n[default]\n[broken too\n");
    worker.credentialsFile(folder, READABLE);

    assertThat(AwsFiles.firstError().orElseThrow())
        .startsWith(
            "line " + (3 * goodProfiles + 1) + " of " + file + " cannot be read. Allowed: ");
    assertThat(AwsFiles.profileFile()).isEmpty();
  }

  @Test
  void errorShowsNothingOfTheFile() throws IOException {
    worker.configFile(folder, "");
    Path file = worker.credentialsFile(folder, READABLE + "aws_secret_access_key s3cret\n");

    assertThat(AwsFiles.firstError().orElseThrow())
        .startsWith("line 3 of " + file)
        .doesNotContain("s3cret");
  }

  @Test
  void configFileIsReportedFirst() throws IOException {
    Path config = worker.configFile(folder, "[broken\n");
    worker.credentialsFile(folder, "[broken\n");

    assertThat(AwsFiles.firstError().orElseThrow()).contains(config.toString());
  }
}
