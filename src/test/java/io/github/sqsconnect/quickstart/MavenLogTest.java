package io.github.sqsconnect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenLogTest {
  @TempDir private Path folder;

  @Test
  void sizesOfDownloadedFilesAreAdded() throws IOException {
    Path log = folder.resolve("maven.log");
    assertThat(new MavenLog(log).megabytes()).isZero();
    Files.writeString(
        log,
        """
        [INFO] Downloading from central: https://repository.example/a.jar
        [INFO] Downloaded from central: https://repository.example/a.jar (5.3 MB at 13 MB/s)
        [INFO] Downloaded from central: https://repository.example/b.jar (600 kB at 1.3 MB/s)
        [INFO] Downloaded from central: https://repository.example/c.jar (130 MB at 50 MB/s)
        [INFO] Downloaded from central: https://repository.example/d.pom (812 B at 3.4 kB/s)
        """);
    assertThat(new MavenLog(log).megabytes()).isEqualTo(136);
  }
}
